import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import { formatDuration } from "../duration/duration.js";

/** What is forgotten before anybody is told was lost in silence. */
export const checkQueueRetention: Check = (app) =>
  app.queues.flatMap(({ name, retentionSeconds, alarmAfterSeconds }) =>
    alarmAfterSeconds < retentionSeconds
      ? []
      : [
          {
            path: `${addressOf("queue", name)}.alarmAfter`,
            code: "AlarmAfterRetention",
            message: `The alarm rings when a message has waited for ${formatDuration(alarmAfterSeconds)}, but SQS drops it after ${formatDuration(retentionSeconds)}.`,
            fix: "Set alarmAfter well below retention.",
          },
        ],
  );
