import type {
  Access,
  ResolvedBackup,
  ResolvedBucket,
  ResolvedModel,
  ResolvedQueue,
  ResolvedVolume,
} from "@fairlead/model";
import { invokedId } from "@fairlead/model";
import { count, describeDuration, listed, shortName } from "./phrases.js";

export function describeBucket({ versioning, lifecycle, cors }: ResolvedBucket): string {
  const versions =
    versioning.kind === "on" ? `old versions for ${count(versioning.keepDays, "day")}` : "no old versions";
  const whole = lifecycle.find(({ prefix }) => prefix === "")?.expireDays ?? null;
  return [
    "S3 bucket",
    versions,
    ...(whole === null ? [] : [`objects for ${count(whole, "day")}`]),
    ...(cors === null ? [] : [`browsers of ${listed(cors.origins)}`]),
  ].join(", ");
}

export const describeQueue = ({ fifo, visibilityTimeoutSeconds, maxReceives }: ResolvedQueue): string =>
  [
    fifo ? "SQS FIFO queue" : "SQS queue",
    `${describeDuration(visibilityTimeoutSeconds)} for a message`,
    `dead letters after ${count(maxReceives, "try", "tries")}`,
  ].join(", ");

export const describeVolume = ({ writers, throughput }: ResolvedVolume): string =>
  ["EFS volume", `${throughput.kind} throughput`, writers === "one" ? "one writer" : "any number of writers"].join(
    ", ",
  );

export const describeModel = (model: ResolvedModel): string => `Bedrock model ${invokedId(model)}`;

export function describeBackup({ keepDays, copy, of }: ResolvedBackup): string {
  const copies = copy === null ? "" : `, copied to ${copy.region} for ${count(copy.keepDays, "day")}`;
  return `daily for ${count(keepDays, "day")}${copies}: ${listed(of.map(shortName))}`;
}

/** What completes "may …". */
export function describeAccess(access: Access): string {
  switch (access) {
    case "read-objects":
      return "read objects of";
    case "write-objects":
      return "write objects of";
    case "send-messages":
      return "send to";
    case "receive-messages":
      return "receive from";
    case "read-files":
      return "read files of";
    case "write-files":
      return "write files of";
    case "invoke-model":
      return "call";
    case "administer":
      return "administer the users of";
  }
}
