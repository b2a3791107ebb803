import type { RolloutFault } from "./fault.js";

export const migrationFailing: RolloutFault = {
  name: "migration-failing",
  says: "The release job exits with another code than 0.",
  impossible: ({ releaseJob }) => (releaseJob === null ? "No release job runs before it." : null),
  effects: () => [{ kind: "release-job-fails" }],
  should: { serves: "old", keepsMinimum: true, keepsUsers: true },
};
