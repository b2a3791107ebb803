import { z } from "zod";
import { durationSchema } from "../duration/duration-schema.js";
import { optionsObject } from "../problem/options-object.js";
import type { QueueOptions } from "./queue.js";

/** Reads the options of a queue. Ranges: SQS, Queue and its redrive policy (quoted by aws-cdk-lib 2.276, 2026-11). */
export const queueSchema = optionsObject({
  fifo: z.boolean().optional(),
  visibilityTimeout: durationSchema({ minSeconds: 0, maxSeconds: 43_200 }).optional(),
  maxReceives: z.int().min(1).max(1000).optional(),
  retention: durationSchema({ minSeconds: 60, maxSeconds: 1_209_600 }).optional(),
  alarmAfter: durationSchema({ minSeconds: 60, maxSeconds: 1_209_600 }).optional(),
}) satisfies z.ZodType<QueueOptions>;
