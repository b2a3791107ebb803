import { z } from "zod";
import { durationSchema, minutesSchema } from "../duration/duration-schema.js";
import { appMetricSchema, logMetricSchema } from "../metric/metric-schema.js";
import { serviceAlarmsSchema } from "../observability/alarm-schema.js";
import { partSchema } from "../part/part-schema.js";
import { poolSchema } from "../pool/pool-schema.js";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import { containerHealthSchema } from "./container-health-schema.js";
import { CONTAINER_SHAPE } from "./container-schema.js";
import { portSchema } from "./port-schema.js";
import { metricSchema, queueDepthSchema, schedulesSchema } from "../scaling/scaling-schema.js";
import type { ServiceOptions } from "./service.js";
import { traitsSchema } from "./traits-schema.js";

/** ECS runs up to 5000 tasks of a service (ECS service quotas, 2026-11, adjustable). */
const taskCountSchema = z.int().min(0).max(5000);

const percentSchema = z.number().check(
  rule(
    (percent) => percent >= 1 && percent <= 100,
    (percent) => ({
      code: "InvalidPercent",
      message: `${percent} is not a percentage that scaling can aim at.`,
      fix: "Use a number from 1 to 100; 60 to 75 leaves room while new tasks start.",
    }),
  ),
);

const tasksSchema = z.union([
  taskCountSchema,
  optionsObject({
    min: taskCountSchema.optional(),
    max: taskCountSchema.optional(),
    cpuPercent: percentSchema.optional(),
    memoryPercent: percentSchema.optional(),
    requestsPerTask: z.number().positive().optional(),
    queueDepth: queueDepthSchema.optional(),
    metric: metricSchema.optional(),
    schedules: schedulesSchema.optional(),
    scaleOutCooldown: durationSchema().optional(),
    scaleInCooldown: durationSchema().optional(),
  }),
]);

const healthPathSchema = z.string().check(
  rule(
    (path) => path.startsWith("/") && path.length <= 1024,
    (path) => ({
      code: "InvalidHealthPath",
      message: `"${path}" is not a path that a load balancer can ask for.`,
      fix: 'Write it with a slash at the front, e.g. "/health".',
    }),
  ),
);

/** Ranges: Elastic Load Balancing, TargetGroup (quoted by aws-cdk-lib 2.276, 2026-11). */
const healthSchema = z.union([
  healthPathSchema,
  optionsObject({
    path: healthPathSchema.optional(),
    interval: durationSchema({ minSeconds: 5, maxSeconds: 300 }).optional(),
    timeout: durationSchema({ minSeconds: 2, maxSeconds: 120 }).optional(),
    healthyThreshold: z.int().min(2).max(10).optional(),
    unhealthyThreshold: z.int().min(2).max(10).optional(),
  }),
]);

/** FARGATE and FARGATE_SPOT take bases and weights up to these (ECS, CapacityProviderStrategyItem; quoted by aws-cdk-lib 2.276, 2026-11). */
const capacitySchema = z.union([
  z.enum(["fargate", "fargate-spot"]),
  optionsObject({
    spot: optionsObject({
      onDemandBase: z.int().min(0).max(100_000),
      onDemandWeight: z.int().min(0).max(1000).optional(),
      spotWeight: z.int().min(1).max(1000).optional(),
    }),
  }),
  optionsObject({ ec2: poolSchema }),
]);

/** Percentages in steps of 0.1, and minutes: ECS, LinearConfiguration and CanaryConfiguration (quoted by aws-cdk-lib 2.276, 2026-11). */
const trafficSchema = (leastPercent: number) =>
  z
    .number()
    .min(leastPercent)
    .max(100)
    .check(
      rule(
        (percent) => percent < leastPercent || Math.abs(percent * 10 - Math.round(percent * 10)) < 1e-9,
        (percent) => ({
          code: "InvalidPercentStep",
          message: `ECS shifts traffic in steps of 0.1 percent; ${percent} is between two of them.`,
          fix: `Use ${Math.round(percent * 10) / 10}.`,
        }),
      ),
    );

const bakeSchema = minutesSchema({ minSeconds: 0, maxSeconds: 86_400 }).optional();

/**
 * CloudFormation gives a service three hours to become steady (assumed, from reports of users; 2026-11), of which the start, the
 * shift and the bake want their part.
 */
const approvalSchema = minutesSchema({ minSeconds: 300, maxSeconds: 7200 });
const TRAFFIC_GATES_SHAPE = {
  smoke: partSchema("a job, made with job(…)", "job").optional(),
  approval: approvalSchema.optional(),
};
const rolloutSchema = z.discriminatedUnion("strategy", [
  optionsObject({ strategy: z.literal("rolling") }),
  optionsObject({ strategy: z.literal("stop-then-start") }),
  optionsObject({ strategy: z.literal("blue-green"), bake: bakeSchema, ...TRAFFIC_GATES_SHAPE }),
  optionsObject({
    strategy: z.literal("linear"),
    percent: trafficSchema(3),
    every: minutesSchema({ minSeconds: 0, maxSeconds: 86_400 }),
    bake: bakeSchema,
    ...TRAFFIC_GATES_SHAPE,
  }),
  optionsObject({
    strategy: z.literal("canary"),
    percent: trafficSchema(0.1),
    for: bakeSchema,
    bake: bakeSchema,
    ...TRAFFIC_GATES_SHAPE,
  }),
]);

/** Reads the options of a service. */
export const serviceSchema = optionsObject({
  ...CONTAINER_SHAPE,
  port: portSchema.optional(),
  protocol: z.enum(["http", "http2", "grpc", "tcp"]).optional(),
  capacity: capacitySchema.optional(),
  gpus: z.int().min(0).max(16).optional(),
  tasks: tasksSchema.optional(),
  health: healthSchema.optional(),
  containerHealth: containerHealthSchema.optional(),
  longestResponse: durationSchema().optional(),
  stopTimeout: durationSchema().optional(),
  rollout: rolloutSchema.optional(),
  release: partSchema("a job, made with job(…)", "job").optional(),
  taskProtection: z.boolean().optional(),
  exec: z.boolean().optional(),
  tracing: z.boolean().optional(),
  metrics: z.record(z.string(), appMetricSchema).optional(),
  logMetrics: z.record(z.string(), logMetricSchema).optional(),
  alarms: serviceAlarmsSchema.optional(),
  traits: traitsSchema.optional(),
}) satisfies z.ZodType<ServiceOptions>;
