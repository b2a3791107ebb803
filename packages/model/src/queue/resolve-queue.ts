import type { Described } from "../app/described-app.js";
import { secondsOf } from "../duration/seconds-of.js";
import type { ResolvedJob } from "../job/resolved-job.js";
import type { ResolvedContainer } from "../service/resolved-container.js";
import type { ResolvedService } from "../service/resolved-service.js";
import type { ResolvedQueue } from "./resolved-queue.js";

/** What queues have unless they say otherwise. */
const QUEUE_DEFAULTS = {
  /** Once may be a blip and twice a restart; what fails three times fails by itself. */
  maxReceives: 3,
  /** SQS's own: a long weekend. */
  retentionSeconds: 4 * 86_400,
  /** SQS's longest: whoever mends what failed sends the dead letters back afterwards. */
  deadLetterRetentionSeconds: 14 * 86_400,
  /** New tasks are up in minutes; what waits longer than this waits for something that scaling doesn't mend. */
  alarmAfterSeconds: 900,
} as const satisfies Partial<ResolvedQueue>;

/**
 * The least that is taken by default. A call to a model may take minutes, and a message that comes back meanwhile is worked on,
 * and paid for, twice; SQS's own 30 s are for work of moments.
 */
const LEAST_VISIBILITY_SECONDS = 300;

/** Between the end of the work and the deletion of its message. */
const DELETION_SECONDS = 60;

/** SQS's most. */
const MOST_VISIBILITY_SECONDS = 43_200;

/** Who may receive from a queue. */
interface Consumers {
  readonly services: readonly ResolvedService[];
  readonly jobs: readonly ResolvedJob[];
}

/** Fills the gaps of a queue; how long a message is hidden follows from who works on it. */
export const resolveQueue = ({ name, options }: Described<"queue">, consumers: Consumers): ResolvedQueue => ({
  name,
  fifo: options.fifo ?? false,
  visibilityTimeoutSeconds: secondsOf(options.visibilityTimeout, defaultVisibilitySeconds(name, consumers)),
  maxReceives: options.maxReceives ?? QUEUE_DEFAULTS.maxReceives,
  retentionSeconds: secondsOf(options.retention, QUEUE_DEFAULTS.retentionSeconds),
  deadLetterRetentionSeconds: QUEUE_DEFAULTS.deadLetterRetentionSeconds,
  alarmAfterSeconds: secondsOf(options.alarmAfter, QUEUE_DEFAULTS.alarmAfterSeconds),
});

/** Whether a container of a task receives from a queue. */
export const receivesFrom = (queue: string, { environment, sidecars }: ResolvedContainer): boolean =>
  [environment, ...sidecars.map((sidecar) => sidecar.environment)]
    .flat()
    .some(({ value }) => value.kind === "queue" && value.queue === queue && value.access === "receive");

function defaultVisibilitySeconds(name: string, { services, jobs }: Consumers): number {
  const work = [
    ...services.filter((service) => receivesFrom(name, service)).map((service) => service.longestResponseSeconds),
    ...jobs.filter((job) => receivesFrom(name, job)).map((job) => job.timeoutSeconds),
  ];
  const needed = Math.max(LEAST_VISIBILITY_SECONDS, ...work.map((seconds) => seconds + DELETION_SECONDS));
  return Math.min(MOST_VISIBILITY_SECONDS, needed);
}
