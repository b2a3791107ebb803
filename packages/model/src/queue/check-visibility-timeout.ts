import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import { formatDuration } from "../duration/duration.js";
import { receivesFrom } from "./resolve-queue.js";

/** A message that becomes visible while it is worked on is worked on twice. */
export const checkVisibilityTimeout: Check = (app) =>
  app.queues.flatMap(({ name, visibilityTimeoutSeconds }) =>
    app.services
      .filter((service) => receivesFrom(name, service) && service.longestResponseSeconds > visibilityTimeoutSeconds)
      .map((service) => ({
        path: `${addressOf("queue", name)}.visibilityTimeout`,
        code: "VisibilityTimeoutTooShort",
        message: `${addressOf("service", service.name)} works on a message for up to ${formatDuration(service.longestResponseSeconds)}, but the others see it again after ${formatDuration(visibilityTimeoutSeconds)}.`,
        fix: `Set visibilityTimeout to more than "${formatDuration(service.longestResponseSeconds)}", or leave it out.`,
      })),
  );
