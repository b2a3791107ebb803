import { UserError } from "@fairlead/errors";
import { z } from "zod";
import type { ScalingRange } from "../scaling/scaling.js";
import type { TargetGroupSettings } from "../targets/targets.js";

const isoSchema = z.iso.datetime();

const problemSchema = z.strictObject({ path: z.string(), code: z.string(), message: z.string(), fix: z.string() });

const targetGroupSchema = z.strictObject({
  arn: z.string(),
  /** What `rollback` sets again, together with the task definition. */
  settings: z.strictObject({
    health: z.strictObject({
      path: z.string().nullable(),
      port: z.string(),
      protocol: z.string(),
      intervalSeconds: z.int(),
      timeoutSeconds: z.int(),
      healthyThreshold: z.int(),
      unhealthyThreshold: z.int(),
      matcher: z.string().nullable(),
    }),
    attributes: z.record(z.string(), z.string()),
  }) satisfies z.ZodType<TargetGroupSettings>,
});

const serviceSchema = z.strictObject({
  name: z.string(),
  /** ARN of the task definition that served when the release had ended. */
  taskDefinition: z.string(),
  /** By container. */
  digests: z.record(z.string(), z.string()),
  desiredCount: z.int(),
  targetGroups: z.array(targetGroupSchema).readonly(),
  /** `null`: nothing scales it. */
  scaling: (z.strictObject({ minTasks: z.int(), maxTasks: z.int() }) satisfies z.ZodType<ScalingRange>).nullable(),
});

const entrySchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("step"),
    at: isoSchema,
    step: z.string(),
    state: z.enum(["begun", "done", "failed", "skipped"]),
    says: z.string(),
  }),
  z.strictObject({ kind: z.literal("stack"), at: isoSchema, stack: z.string(), status: z.string() }),
  z.strictObject({ kind: z.literal("note"), at: isoSchema, says: z.string() }),
  /** Another run carried on with it. */
  z.strictObject({ kind: z.literal("resumed"), at: isoSchema, by: z.string() }),
]);

const endSchema = z.strictObject({
  at: isoSchema,
  /** As `Outcome`; `given-up`: a person closed what nobody carried on with. */
  outcome: z.enum([
    "done",
    "unchanged",
    "refused",
    "needs-approval",
    "rolled-back",
    "unhealthy",
    "timed-out",
    "cancelled",
    "given-up",
  ]),
  problems: z.array(problemSchema).readonly(),
  /** ARN of who ended it. */
  by: z.string(),
});

/** What a release is known to consist of; steps fill it as they learn it. */
const factsSchema = z.strictObject({
  /** By template parameter, e.g. `ProxyImageDigest`. */
  digests: z.record(z.string(), z.string()),
  /** Version of each secret that the release was made with, by the secret's name. Never a value. */
  secretVersions: z.record(z.string(), z.string()),
  services: z.array(serviceSchema).readonly(),
});

const releaseRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  app: z.string(),
  environment: z.string(),
  number: z.int().min(1),
  action: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("deploy") }),
    /** Back to what release `to` had. */
    z.strictObject({ kind: z.literal("rollback"), to: z.int() }),
    /** The images of release `number` of another environment. */
    z.strictObject({ kind: z.literal("promote"), from: z.string(), number: z.int() }),
    /** Services restarted with changed secrets. */
    z.strictObject({ kind: z.literal("secrets"), names: z.array(z.string()).readonly() }),
  ]),
  descriptionHash: z.string(),
  /** How many resources the plan creates, updates, replaces and deletes; `null`: no plan was made. */
  plan: z
    .strictObject({ create: z.int(), update: z.int(), replace: z.int(), delete: z.int(), summary: z.string() })
    .nullable(),
  /** `null`: not estimated. */
  expectedMonthlyUsd: z.number().nullable(),
  findings: z.strictObject({ errors: z.int(), warnings: z.int(), notes: z.int() }).nullable(),
  /** ARN of who began it. */
  by: z.string(),
  toolVersion: z.string(),
  startedAt: isoSchema,
  /** From then on another run may carry on with it or give it up without asking whoever began it. */
  deadlineAt: isoSchema,
  /** Whose hand it is in: changes when another run takes it over, and the earlier one can write no more. */
  holder: z.string(),
  facts: factsSchema,
  entries: z.array(entrySchema).readonly(),
  /** `null`: under way, or left lying. */
  end: endSchema.nullable(),
});

/** One release of an environment, from its beginning to its end; nothing in it is ever taken away or changed, save `holder` and `deadlineAt`. */
export type ReleaseRecord = z.infer<typeof releaseRecordSchema>;
export type ReleaseEntry = ReleaseRecord["entries"][number];
export type ReleaseFacts = ReleaseRecord["facts"];
export type ReleaseEnd = NonNullable<ReleaseRecord["end"]>;
export type ReleaseAction = ReleaseRecord["action"];
export type ReleasedService = ReleaseFacts["services"][number];

/** Six digits keep S3's order of keys the order of numbers, up to 999,999 releases. */
const NUMBER_DIGITS = 6;

export const releasePrefix = ({ app, environment }: { readonly app: string; readonly environment: string }): string =>
  `${app}/${environment}/releases/`;

export const releaseKey = (of: { readonly app: string; readonly environment: string }, number: number): string =>
  `${releasePrefix(of)}${String(number).padStart(NUMBER_DIGITS, "0")}.json`;

/** The number in a key; `null` for what someone else put there. */
export function releaseNumber(key: string): number | null {
  const digits = /\/releases\/(\d{6})\.json$/.exec(key)?.[1];
  return digits === undefined ? null : Number(digits);
}

export const writeRelease = (record: ReleaseRecord): string => `${JSON.stringify(record, null, 2)}\n`;

/** @throws UserError when the object isn't a release as this version writes them. */
export function readRelease(text: string, key: string): ReleaseRecord {
  const parsed = releaseRecordSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw UserError.of("ReleaseUnreadable", {
    message: `The record ${key} is none that this version of Fairlead reads: ${z.prettifyError(parsed.error)}`,
    fix: "Use the version of Fairlead that wrote it (`toolVersion` in the record). Versions of the object before are kept in the bucket.",
    cause: parsed.error,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
