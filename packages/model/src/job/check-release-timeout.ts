import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import { formatDuration } from "../duration/duration.js";
import { RELEASE_JOB_LIMITS } from "./release-job-limits.js";

/** CloudFormation must still be waiting when the job that gates a release ends. */
export const checkReleaseTimeout: Check = (app) => {
  const { waitSeconds, startAndStopSeconds } = RELEASE_JOB_LIMITS;
  const most = waitSeconds - startAndStopSeconds;
  return app.jobs.flatMap(({ name, trigger, timeoutSeconds }) => {
    if (trigger.kind !== "release" || timeoutSeconds <= most) return [];
    return [
      {
        path: `${addressOf("job", name)}.timeout`,
        code: "ReleaseJobTooLong",
        message: `The release of ${trigger.gates.join(" and ")} waits for this job. CloudFormation waits ${formatDuration(waitSeconds)} at most, ${formatDuration(startAndStopSeconds)} of which go to starting and stopping the task; ${formatDuration(timeoutSeconds)} is too long.`,
        fix: `Set timeout to at most "${formatDuration(most)}", or run the job on demand before the release.`,
      },
    ];
  });
};
