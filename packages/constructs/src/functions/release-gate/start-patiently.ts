import type { JobRun } from "./job-run.js";
import type { JobRunner } from "./release-gate.js";

/** Waits; a port of its own, so that tests need not. */
export type Pause = (milliseconds: number) => Promise<void>;

/** Half a minute in all, within the function's minute. */
const PAUSES_SECONDS = [2, 4, 8, 16] as const;

/**
 * What ECS says while IAM does not know a role or its permissions everywhere yet: the gate may not run the task or pass its roles
 * (`AccessDeniedException`), or ECS can't assume them. Seen in the second after a role was made:
 * https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/414 (2026-07).
 */
const mayPass = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === "AccessDeniedException" || /unable to assume the role/iu.test(error.message));

/** Starts the job; while IAM may not have caught up with the stack that was just made, tries again a few times. */
export async function startPatiently(jobs: Pick<JobRunner, "start">, run: JobRun, pause: Pause): Promise<string> {
  for (const seconds of PAUSES_SECONDS) {
    try {
      return await jobs.start(run);
    } catch (error) {
      if (!mayPass(error)) throw error;
      await pause(seconds * 1000);
    }
  }
  return await jobs.start(run);
}
