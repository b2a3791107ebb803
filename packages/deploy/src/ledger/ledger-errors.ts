import { UserError } from "@fairlead/errors";
import type { ReleaseRecord } from "./release-record.js";

/** Two deployments at once: the second one learns who is at work, since when, and how it could take over. */
export const underWayError = ({ number, by, startedAt, deadlineAt, environment, action }: ReleaseRecord): UserError =>
  UserError.of("DeploymentUnderWay", {
    message: `Release ${number} (${action.kind}) is under way since ${startedAt}, by ${by}; it has until ${deadlineAt}.`,
    fix: `Wait for it. If you know that it runs no more: \`fairlead deploy -e ${environment} --resume ${number}\` carries on, \`fairlead releases give-up ${number} -e ${environment}\` closes it.`,
  });

/** A release that was left lying. */
export const interruptedError = ({ number, by, deadlineAt, environment }: ReleaseRecord): UserError =>
  UserError.of("DeploymentInterrupted", {
    message: `Release ${number}, begun by ${by}, has no end, and its time was up at ${deadlineAt}: it was interrupted.`,
    fix: `\`fairlead deploy -e ${environment} --resume ${number}\` carries on with it, \`fairlead releases give-up ${number} -e ${environment}\` closes it.`,
  });

/** What the earlier holder of a release meets. */
export const takenOverError = ({ number, entries, end }: ReleaseRecord): UserError => {
  const by = end?.by ?? entries.findLast((entry) => entry.kind === "resumed")?.by ?? "someone else";
  return UserError.of("ReleaseTakenOver", {
    message: `Release ${number} was ${end === null ? "taken over" : "ended"} by ${by} meanwhile; this run writes no more into its record.`,
    fix: `Look at how it stands: \`fairlead releases show ${number}\`.`,
  });
};
