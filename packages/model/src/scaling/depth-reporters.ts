import { addressOf, type Address } from "../address.js";
import type { ResolvedBroker } from "../broker/resolved-broker.js";
import type { ResolvedService } from "../service/resolved-service.js";
import { isScaled } from "./is-scaled.js";
import type { ResolvedWorkSource } from "./resolved-scaling.js";

/** A consumer group of a stream. */
export type StreamSource = Extract<ResolvedWorkSource, { kind: "stream" }>;

/** A queue of a broker. */
export type BrokerQueueSource = Extract<ResolvedWorkSource, { kind: "broker" }>;

/**
 * What reads, once a minute, how much work waits where AWS itself counts nothing: one for each cache and for each broker in a
 * container that some service is scaled on.
 */
export type DepthReporter = {
  /** Days that its log is kept: the longest of the services that it is for. */
  readonly logRetentionDays: number;
} & (
  | { readonly kind: "streams"; readonly cache: string; readonly sources: readonly StreamSource[] }
  | {
      readonly kind: "queues";
      readonly broker: string;
      /** The service that runs the broker. */
      readonly service: string;
      readonly sources: readonly BrokerQueueSource[];
    }
);

/** The parts that reporters are read off. */
export interface MeasuredParts {
  readonly services: readonly ResolvedService[];
  readonly brokers: readonly ResolvedBroker[];
}

/** Where a broker's image answers for its metrics: the port of the plugin `rabbitmq_prometheus`. */
export const BROKER_METRICS_PORT = 15_692;

/** The part that a reporter measures. */
export const measuredPart = (reporter: DepthReporter): Address =>
  reporter.kind === "streams" ? addressOf("cache", reporter.cache) : addressOf("broker", reporter.broker);

/** Every reporter of an app, sorted by what it measures; each source is there once, whoever is scaled on it. */
export function depthReporters({ services, brokers }: MeasuredParts): DepthReporter[] {
  const measured = services.flatMap(({ scaling, logRetentionDays }): Measured[] => {
    const source = scaling.queueDepth?.source;
    const reporter = source === undefined || !isScaled(scaling) ? null : reporterOf(source, brokers, logRetentionDays);
    return reporter === null ? [] : [{ subject: measuredPart(reporter), reporter }];
  });
  const groups = Map.groupBy(measured, ({ subject }) => subject);
  return [...groups]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([, [first, ...others]]) =>
      first === undefined ? [] : [others.reduce((all, { reporter }) => joined(all, reporter), first.reporter)],
    );
}

interface Measured {
  readonly subject: Address;
  readonly reporter: DepthReporter;
}

/** `null`: CloudWatch counts it. */
function reporterOf(
  source: ResolvedWorkSource,
  brokers: readonly ResolvedBroker[],
  logRetentionDays: number,
): DepthReporter | null {
  switch (source.kind) {
    case "queue":
      return null;
    case "stream":
      return { kind: "streams", cache: source.cache, sources: [source], logRetentionDays };
    case "broker": {
      const engine = brokers.find(({ name }) => name === source.broker)?.engine;
      if (engine?.kind !== "container") return null;
      return { kind: "queues", broker: source.broker, service: engine.service, sources: [source], logRetentionDays };
    }
  }
}

/** Two reporters of the same part. */
function joined(left: DepthReporter, right: DepthReporter): DepthReporter {
  const logRetentionDays = Math.max(left.logRetentionDays, right.logRetentionDays);
  if (left.kind === "streams" && right.kind === "streams") {
    return { ...left, logRetentionDays, sources: distinct([...left.sources, ...right.sources]) };
  }
  if (left.kind === "queues" && right.kind === "queues") {
    return { ...left, logRetentionDays, sources: distinct([...left.sources, ...right.sources]) };
  }
  return left;
}

function distinct<Source extends ResolvedWorkSource>(sources: readonly Source[]): Source[] {
  const byText = new Map(sources.map((source) => [JSON.stringify(source), source]));
  return [...byText].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, source]) => source);
}
