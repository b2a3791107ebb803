import { Agent } from "undici";
import type { Environment } from "../config/environment.js";
import { CloudWatchSink } from "../dispatcher/cloudwatch-sink.js";
import { FileSink } from "../dispatcher/file-sink.js";
import { S3Sink } from "../dispatcher/s3-sink.js";
import type { Sink } from "../dispatcher/sink.js";
import { WebhookSink } from "../dispatcher/webhook-sink.js";
import { SYSTEM_CLOCK } from "./system-clock.js";

/** The sinks that DISPATCHER_SINKS names; the configuration has checked that each has what it needs. */
export const createSinks = (environment: Environment): readonly Sink[] =>
  environment.DISPATCHER_SINKS.map((name) => createSink(name, environment));

function createSink(name: Environment["DISPATCHER_SINKS"][number], environment: Environment): Sink {
  const now = SYSTEM_CLOCK.epochMs;
  switch (name) {
    case "file":
      return new FileSink(environment.DISPATCHER_FILE ?? "events.ndjson");
    case "http":
      return new WebhookSink({
        url: environment.DISPATCHER_ENDPOINT ?? "",
        secret: environment.DISPATCHER_SIGNING_SECRET,
        headers:
          environment.DISPATCHER_API_KEY === null ? {} : { authorization: `Bearer ${environment.DISPATCHER_API_KEY}` },
        client: new Agent(),
        now,
      });
    case "cloudwatch":
      return new CloudWatchSink(process.stdout, environment.DISPATCHER_CLOUDWATCH_NAMESPACE);
    case "s3":
      return new S3Sink({
        bucket: environment.DISPATCHER_S3_BUCKET ?? "",
        prefix: environment.DISPATCHER_S3_PREFIX,
        region: environment.DISPATCHER_S3_REGION ?? "",
        endpoint: null,
        now,
      });
  }
}
