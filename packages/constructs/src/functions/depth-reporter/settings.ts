import { expectPresent, Fault } from "@fairlead/errors";
import type { Dimensions, QueueSeries, StreamSeries } from "./series.js";

/** What one function is for: one cache or one broker. */
export type Settings = {
  /** CloudWatch's. */
  readonly namespace: string;
} & (
  | {
      readonly kind: "streams";
      /** The secret that holds the cache's URL. */
      readonly urlArn: string;
      /** One field of a secret that holds JSON; `null`: the whole value. */
      readonly urlKey: string | null;
      readonly series: readonly StreamSeries[];
    }
  | {
      readonly kind: "queues";
      /** For example `http://tasks.shop-prod.internal:15692`. */
      readonly metricsUrl: string;
      readonly series: readonly QueueSeries[];
    }
);

/** The environment variables that carry the settings; the construct writes what {@link parseSettings} reads. */
export type SettingsVariable =
  | "NAMESPACE"
  /** `streams` or `queues`. */
  | "KIND"
  /** A list in JSON, of {@link StreamSeries} or {@link QueueSeries}. */
  | "SERIES"
  | "URL_ARN"
  /** Empty: the whole value. */
  | "URL_KEY"
  | "METRICS_URL";

export function parseSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const read = (name: SettingsVariable) => expectPresent(environment[name], `The variable ${name}`);
  const namespace = read("NAMESPACE");
  const kind = read("KIND");
  if (kind === "streams") {
    const urlKey = read("URL_KEY");
    const series = parseSeries(read("SERIES"), (text, dimensions) => ({
      stream: text("stream"),
      group: text("group"),
      dimensions,
    }));
    return { kind, namespace, urlArn: read("URL_ARN"), urlKey: urlKey === "" ? null : urlKey, series };
  }
  if (kind === "queues") {
    const series = parseSeries(read("SERIES"), (text, dimensions) => ({
      queue: text("queue"),
      virtualHost: text("virtualHost"),
      dimensions,
    }));
    return { kind, namespace, metricsUrl: read("METRICS_URL"), series };
  }
  throw new Fault("UnknownKind", `The variable KIND holds "${kind}".`);
}

function parseSeries<Series>(
  json: string,
  make: (text: (key: string) => string, dimensions: Dimensions) => Series,
): Series[] {
  const value: unknown = JSON.parse(json);
  if (!Array.isArray(value)) throw new Fault("UnreadableSeries", "The variable SERIES holds no list.");
  const entries: readonly unknown[] = value;
  return entries.map((entry) => {
    const fields = fieldsOf(entry);
    const dimensions = Object.fromEntries(
      [...fieldsOf(fields.get("dimensions"))].map(([key, text]) => [key, textOf(text, key)]),
    );
    return make((key) => textOf(fields.get(key), key), dimensions);
  });
}

const fieldsOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);

function textOf(value: unknown, key: string): string {
  if (typeof value === "string") return value;
  throw new Fault("UnreadableSeries", `The variable SERIES has an entry without "${key}".`);
}
