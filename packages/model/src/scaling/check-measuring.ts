import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { ResolvedApp } from "../app/resolved-app.js";
import type { ResolvedService } from "../service/resolved-service.js";
import { isScaled } from "./is-scaled.js";
import type { BrokerQueueSource, StreamSource } from "./depth-reporters.js";
import type { ResolvedWorkSource } from "./resolved-scaling.js";
import { workText } from "./work-text.js";

/** Whose scaling is looked at, and where it is written. */
interface Scaled {
  readonly service: ResolvedService;
  readonly app: ResolvedApp;
  readonly path: string;
}

/** Work that AWS doesn't count must be there for who counts it. */
export function measuringProblems(source: ResolvedWorkSource, scaled: Scaled): Problem[] {
  switch (source.kind) {
    case "queue":
      return [];
    case "broker":
      return brokerProblems(source, scaled);
    case "stream":
      return streamProblems(source, scaled);
  }
}

function streamProblems(source: StreamSource, { service, app, path }: Scaled): Problem[] {
  const cache = app.caches.find(({ name }) => name === source.cache);
  const adopted = app.adoptedCaches.find(({ name }) => name === source.cache);
  return [
    ...(cache?.evictionPolicy.startsWith("allkeys-") === true ? [evictedWork(source, cache.evictionPolicy)] : []),
    ...(adopted?.url === null ? [unknownUrl(source)] : []),
    ...(isScaled(service.scaling) ? wayOutProblems(source, app, path) : []),
  ];
}

/** A stream is a key like any other: https://valkey.io/topics/lru-cache/ (2026-11). */
const evictedWork = ({ cache, stream }: StreamSource, policy: string): Problem => ({
  path: `${addressOf("cache", cache)}.evictionPolicy`,
  code: "EvictedWork",
  message: `${addressOf("cache", cache)} gives up any key when its memory is full (${policy}), the stream "${stream}" with all work in it among them.`,
  fix: 'Set evictionPolicy to "noeviction", or to one that takes keys with an expiry alone, e.g. "volatile-lru".',
});

const unknownUrl = ({ cache, stream }: StreamSource): Problem => ({
  path: `${addressOf("cache", cache)}.adopt.urlSecretArn`,
  code: "UnmeasuredCache",
  message: `What measures the stream "${stream}" signs in by the cache's URL, and nothing says which secret holds it.`,
  fix: "Name the secret that holds the whole URL (urlSecretArn), with rediss:// where the cache asks for TLS.",
});

/** The function that measures has no public address, and fetches the cache's URL from Secrets Manager. */
function wayOutProblems(source: StreamSource, { network }: ResolvedApp, path: string): Problem[] {
  if (network.nat.kind !== "none" || network.interfaceEndpoints.includes("secretsmanager")) return [];
  return [
    {
      path,
      code: "MeasuringWithoutWayOut",
      message: `What measures ${workText(source)} can't fetch the cache's URL: its subnets have no way to Secrets Manager.`,
      fix:
        network.source.kind === "shared"
          ? `Give the network of the environment "${network.source.of}" interfaceEndpoints: ["secretsmanager"], or a NAT.`
          : 'List private subnets with egress "nat", or name an endpoint for secretsmanager.',
    },
  ];
}

/** From here on the plugin answers for single queues: https://www.rabbitmq.com/docs/prometheus (2026-11); that it came with 3.10 is assumed. */
const FIRST_MEASURED = { major: 3, minor: 10 } as const;

function brokerProblems(source: BrokerQueueSource, { app, path }: Scaled): Problem[] {
  const broker = app.brokers.find(({ name }) => name === source.broker);
  if (broker?.engine.kind !== "container") return [];
  const [major = 0, minor = 0] = broker.version.split(".").map(Number);
  const { major: firstMajor, minor: firstMinor } = FIRST_MEASURED;
  if (major > firstMajor || (major === firstMajor && minor >= firstMinor)) return [];
  return [
    {
      path,
      code: "UnmeasuredBroker",
      message: `RabbitMQ ${broker.version} doesn't tell how many messages wait in ${workText(source)}.`,
      fix: `Take a version from ${firstMajor}.${firstMinor} on, or leave the version out.`,
    },
  ];
}
