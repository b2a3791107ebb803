import { sharedExportName } from "@fairlead/constructs";
import {
  ADDRESS_GROUPS,
  type Address,
  addressOf,
  BROKER_METRICS_PORT,
  depthReporters,
  INGRESS_ADDRESS,
  measuredPart,
  type ResolvedApp,
} from "@fairlead/model";
import { type End, nameOfEnd, type Reach } from "./reachability-matrix.js";

/** A way that the description doesn't have. */
export interface ReachBeyond {
  /** The part that can be reached, or that reaches out. */
  readonly address: Address | null;
  /** A full sentence with the names in it. */
  readonly message: string;
}

const GROUPS: ReadonlySet<string> = new Set(Object.values(ADDRESS_GROUPS));

/** A load balancer that isn't made here is in no template; its security group is written where a rule names it. */
function existingDoor({ name, ingress }: ResolvedApp): string | null {
  const loadBalancer = ingress?.loadBalancer ?? { kind: "create" };
  switch (loadBalancer.kind) {
    case "create":
      return null;
    case "adopt":
      return JSON.stringify(loadBalancer.securityGroupId);
    case "shared": {
      const owner = { appName: name, environment: loadBalancer.of };
      return JSON.stringify({ "Fn::ImportValue": sharedExportName(owner, "load-balancer-security-group-id") });
    }
  }
}

/** Databases and caches that exist already, by their security groups as rules name them. */
const adoptedDoors = ({ adoptedDatabases, adoptedCaches }: ResolvedApp): ReadonlyMap<string, Address> =>
  new Map([
    ...adoptedDatabases.map(
      ({ name, securityGroupId }) => [JSON.stringify(securityGroupId), addressOf("postgres", name)] as const,
    ),
    ...adoptedCaches.map(
      ({ name, securityGroupId }) => [JSON.stringify(securityGroupId), addressOf("cache", name)] as const,
    ),
  ]);

/** The part that stands at an end; `null`: a range, or what no part of the description owns. */
function partOf(end: End, app: ResolvedApp): Address | null {
  if (end.kind === "range" && end.cidr === existingDoor(app)) return INGRESS_ADDRESS;
  const adopted = end.kind === "range" ? adoptedDoors(app).get(end.cidr) : undefined;
  if (adopted !== undefined) return adopted;
  const address = end.kind === "workload" ? end.workload.address : end.kind === "group" ? end.party.address : null;
  return address !== null && (address === INGRESS_ADDRESS || GROUPS.has(address.split(".")[0] ?? "")) ? address : null;
}

/** Ports that a part may open to the internet, and whether the internet may come to it. */
const internetPorts = ({ services, jobs }: ResolvedApp): ReadonlyMap<Address, readonly number[]> =>
  new Map([
    ...services.map((service) => [`${ADDRESS_GROUPS.service}.${service.name}`, service.internetPorts] as const),
    ...jobs.map((job) => [`${ADDRESS_GROUPS.job}.${job.name}`, job.internetPorts] as const),
  ]);

const isOnePort = ({ fromPort, toPort }: Reach, ports: readonly number[]): boolean =>
  fromPort === toPort && ports.includes(fromPort);

/** What measures a broker in a container reaches the service that runs it, and that alone, where its metrics are. */
const isMeasuring = (app: ResolvedApp, from: Address, to: Address): boolean =>
  depthReporters(app).some(
    (reporter) =>
      reporter.kind === "queues" && measuredPart(reporter) === from && addressOf("service", reporter.service) === to,
  );

function isDescribed(reach: Reach, app: ResolvedApp): boolean {
  const [from, to] = [partOf(reach.from, app), partOf(reach.to, app)];
  // A part is one thing to the description: its own functions and replicas are its own affair.
  if (from !== null && from === to) return true;
  if (from !== null && to !== null) {
    if (isMeasuring(app, from, to) && isOnePort(reach, [BROKER_METRICS_PORT])) return true;
    return app.connections.some(
      (edge) => edge.kind === "network" && edge.from === from && edge.to === to && isOnePort(reach, [edge.port]),
    );
  }
  if (reach.from.kind === "range") return to === INGRESS_ADDRESS || to === null;
  if (reach.to.kind !== "range") return true;
  // What isn't the app's own code, a database's rotation function say, opens what it needs.
  const ports = from === null ? undefined : internetPorts(app).get(from);
  return ports === undefined || isOnePort(reach, ports);
}

const portsText = ({ protocol, fromPort, toPort }: Reach): string => {
  if (protocol === "-1") return "on every port";
  return fromPort === toPort ? `on ${protocol} port ${fromPort}` : `on ${protocol} ports ${fromPort} to ${toPort}`;
};

/** Every way of the templates that no reference, route or option of the description opened. */
export const reachableBeyond = (reaches: readonly Reach[], app: ResolvedApp): ReachBeyond[] =>
  reaches
    .filter((reach) => !isDescribed(reach, app))
    .map((reach) => ({
      address: partOf(reach.to, app) ?? partOf(reach.from, app),
      message: `${nameOfEnd(reach.from)} can reach ${nameOfEnd(reach.to)} ${portsText(reach)}, and nothing in the description says so.`,
    }));
