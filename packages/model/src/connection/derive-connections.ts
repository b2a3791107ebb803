import { addressOf, INGRESS_ADDRESS, type Address } from "../address.js";
import type { ResolvedApp } from "../app/resolved-app.js";
import type { BucketAccess } from "../bucket/resolved-bucket.js";
import type { QueueAccess } from "../queue/resolved-queue.js";
import { type EachContainer, eachContainerOf } from "../service/containers-of.js";
import type { DatabaseOutput, ResolvedVariable } from "../service/resolved-container.js";
import { brokerConnections } from "./broker-connections.js";
import type { Access, Connection } from "./connection.js";

/** The parts that connections lie between. */
export type ConnectableParts = Pick<
  ResolvedApp,
  | "ingress"
  | "services"
  | "jobs"
  | "databases"
  | "caches"
  | "adoptedDatabases"
  | "adoptedCaches"
  | "brokers"
  | "buckets"
  | "queues"
  | "volumes"
>;

/**
 * Reads the connections off the references. There is one for each kind, source and target; it names every reference that
 * opened it, in the order of the alphabet and with commas between them.
 */
export function deriveConnections(parts: ConnectableParts): Connection[] {
  const single = [
    ...routeConnections(parts),
    ...eachContainerOf(parts).flatMap((container) => [
      ...container.environment.flatMap((variable) => variableConnections(container.address, variable, parts)),
      ...mountConnections(container, parts),
    ]),
  ];
  return mergeConnections(single);
}

const routeConnections = ({ ingress, services }: ConnectableParts): Connection[] =>
  (ingress?.routes ?? []).flatMap(({ host, path, action }): Connection[] => {
    if (action.kind !== "forward") return [];
    const service = services.find(({ name }) => name === action.service);
    if (service === undefined || service.port === null) return [];
    const to = addressOf("service", service.name);
    return [{ kind: "network", from: INGRESS_ADDRESS, to, port: service.port, because: `${host ?? ""}${path}` }];
  });

function variableConnections(from: Address, { name, value }: ResolvedVariable, parts: ConnectableParts): Connection[] {
  const injection = (to: Address): Connection => ({ kind: "injection", from, to, because: name });
  const permission = (to: Address, access: Access): Connection => ({
    kind: "permission",
    from,
    to,
    access,
    because: name,
  });
  switch (value.kind) {
    case "literal":
      return [];
    case "secret":
      return [injection(addressOf("secret", value.secret))];
    case "parameter":
      return [injection(addressOf("parameter", value.parameter))];
    case "database": {
      const database = [...parts.databases, ...parts.adoptedDatabases].find(
        (candidate) => candidate.name === value.database,
      );
      if (database === undefined) return [];
      const to = addressOf("postgres", database.name);
      const network: Connection = { kind: "network", from, to, port: database.port, because: name };
      return isInjected(value.output) ? [network, injection(to)] : [network];
    }
    case "cache": {
      const cache = [...parts.caches, ...parts.adoptedCaches].find((candidate) => candidate.name === value.cache);
      if (cache === undefined) return [];
      const to = addressOf("cache", cache.name);
      const network: Connection = { kind: "network", from, to, port: cache.port, because: name };
      return value.output === "url" || value.output === "password" ? [network, injection(to)] : [network];
    }
    case "service": {
      const service = parts.services.find((candidate) => candidate.name === value.service);
      if (service === undefined || service.port === null) return [];
      return [{ kind: "network", from, to: addressOf("service", service.name), port: service.port, because: name }];
    }
    case "user-pool":
      return userPoolConnections(value, { from, because: name });
    case "bucket":
      return OBJECT_ACCESS[value.access].map((access) => permission(addressOf("bucket", value.bucket), access));
    case "queue":
      return [permission(addressOf("queue", value.queue), QUEUE_ACCESS[value.access])];
    case "model":
      return [permission(addressOf("model", value.model), "invoke-model")];
    case "broker": {
      const broker = parts.brokers.find((candidate) => candidate.name === value.broker);
      return broker === undefined ? [] : brokerConnections(from, { variable: name, value, broker });
    }
  }
}

const OBJECT_ACCESS = {
  read: ["read-objects"],
  write: ["write-objects"],
  "read-write": ["read-objects", "write-objects"],
} as const satisfies Readonly<Record<BucketAccess, readonly Access[]>>;

const QUEUE_ACCESS = {
  send: "send-messages",
  receive: "receive-messages",
} as const satisfies Readonly<Record<QueueAccess, Access>>;

/** A volume is reached over NFS, and only by a role that may. */
const mountConnections = (
  { address: from, volumeMounts }: EachContainer,
  { volumes }: ConnectableParts,
): Connection[] =>
  volumeMounts.flatMap(({ path, volume: name, access }): Connection[] => {
    const volume = volumes.find((candidate) => candidate.name === name);
    if (volume === undefined) return [];
    const to = addressOf("volume", name);
    return [
      { kind: "network", from, to, port: volume.port, because: path },
      { kind: "permission", from, to, access: access === "read" ? "read-files" : "write-files", because: path },
    ];
  });

/** A pool is reached over the internet; what an id is good for without credentials is open to everyone who has it. */
const userPoolConnections = (
  value: Extract<ResolvedVariable["value"], { kind: "user-pool" }>,
  { from, because }: { readonly from: Address; readonly because: string },
): Connection[] =>
  value.output === "id-for-administration"
    ? [{ kind: "permission", from, to: addressOf("userPool", value.userPool), access: "administer", because }]
    : [];

/** A rotation writes a new user beside the new password, so both come out of the secret; nothing else changes with it. */
const isInjected = (output: DatabaseOutput): boolean => output === "url" || output === "user" || output === "password";

const sortKey = (connection: Connection): string =>
  [
    connection.from,
    connection.to,
    connection.kind,
    ...(connection.kind === "permission" ? [connection.access] : []),
  ].join(" ");

function mergeConnections(single: readonly Connection[]): Connection[] {
  const merged = Map.groupBy(single, sortKey);
  return [...merged]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([, group]) =>
      group.slice(0, 1).map((connection) => ({
        ...connection,
        because: [...new Set(group.map(({ because }) => because))].toSorted().join(", "),
      })),
    );
}
