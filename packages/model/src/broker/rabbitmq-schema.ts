import { z } from "zod";
import { logRetentionSchema } from "../observability/log-retention.js";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import { AMAZON_MQ_VERSIONS, DEFAULT_AMAZON_MQ_VERSION, DEFAULT_CONTAINER_VERSION } from "./broker-versions.js";
import type { RabbitmqOptions } from "./rabbitmq.js";

const amazonMqVersionSchema = z.string().check(
  rule(
    (version) => AMAZON_MQ_VERSIONS.includes(version),
    (version) => ({
      code: "UnknownEngineVersion",
      message: `Amazon MQ has no RabbitMQ "${version}".`,
      fix: `Use ${AMAZON_MQ_VERSIONS.map((known) => `"${known}"`).join(" or ")}; "${DEFAULT_AMAZON_MQ_VERSION}" is what AWS recommends.`,
    }),
  ),
);

const imageVersionSchema = z.string().check(
  rule(
    (version) => /^\d+\.\d+\.\d+$/u.test(version),
    (version) => ({
      code: "MovingBrokerVersion",
      message: `"${version}" is no exact version of RabbitMQ: the image behind it would change, and the data with it, at a restart.`,
      fix: `Write all three numbers, e.g. "${DEFAULT_CONTAINER_VERSION}".`,
    }),
  ),
);

const instanceSchema = z.string().check(
  rule(
    (type) => /^mq\.[a-z][a-z0-9]*\.[a-z0-9]+$/u.test(type),
    (type) => ({
      code: "InvalidInstanceClass",
      message: `"${type}" is not an instance type of Amazon MQ.`,
      fix: 'Write it like "mq.m7g.large".',
    }),
  ),
);

const amazonMqSchema = optionsObject({
  engine: z.literal("amazon-mq"),
  version: amazonMqVersionSchema.optional(),
  instance: instanceSchema.optional(),
  cluster: z.boolean().optional(),
});

const containerSchema = optionsObject({
  engine: z.literal("container"),
  version: imageVersionSchema.optional(),
  cpu: z.number().optional(),
  memory: z.number().optional(),
  logRetention: logRetentionSchema.optional(),
});

/** Reads the options of a broker. */
export const rabbitmqSchema = z.discriminatedUnion("engine", [
  amazonMqSchema,
  containerSchema,
]) satisfies z.ZodType<RabbitmqOptions>;
