import type { DescribedEnvironment } from "../app/described-app.js";
import { REGIONS } from "../environment/regions.js";
import type { NatOptions, NewNetworkOptions } from "../environment/environment-options.js";
import type { ResolvedPostgres } from "../postgres/resolved-postgres.js";
import { depthReporters, type MeasuredParts } from "../scaling/depth-reporters.js";
import { resolveAdoptedNetwork, resolveSharedNetwork } from "./resolve-adopted-network.js";
import type { NatChoice, ResolvedNetwork } from "./resolved-network.js";

/** The largest VPC there is: addresses cost nothing, and 10.0.0.0/16 is what CDK and the console take. */
const DEFAULT_CIDR = "10.0.0.0/16";

/**
 * Carries a few GB a day for 6 USD a month. Half as large, a nano's 512 MiB are known to run out while it installs its packages as it
 * starts (https://github.com/amazonlinux/amazon-linux-2023/issues/404, 2026-11), and without them no packet gets through.
 */
const NAT_INSTANCE_TYPE = "t4g.micro";

/** The parts that functions of Fairlead's own look after, which call AWS from inside the network. */
interface ServedParts extends MeasuredParts {
  readonly databases: readonly ResolvedPostgres[];
}

/** What the network depends on beside the environment. */
interface NetworkContext {
  readonly parts: ServedParts;
  /** The environment whose network this is; `null`: this one. */
  readonly owner: { readonly name: string; readonly network: ResolvedNetwork } | null;
}

/** Fills the gaps of the network, whoever owns it. */
export function resolveNetwork(environment: DescribedEnvironment, { parts, owner }: NetworkContext): ResolvedNetwork {
  const { network } = environment.options;
  if (owner !== null) return resolveSharedNetwork(owner.name, owner.network);
  if (network !== undefined && "adopt" in network) return resolveAdoptedNetwork(network);
  return resolveNewNetwork(environment, network ?? {}, parts);
}

function resolveNewNetwork(
  { options, values }: DescribedEnvironment,
  network: NewNetworkOptions,
  parts: ServedParts,
): ResolvedNetwork {
  const zones = options.zones?.toSorted() ?? defaultZones(options.region, values.zones);
  const nat = resolveNat(network.nat ?? values.nat, zones.length);
  return {
    source: { kind: "create" },
    cidr: network.cidr ?? DEFAULT_CIDR,
    zones,
    nat,
    taskSubnets: nat.kind === "none" ? "public" : "private",
    interfaceEndpoints: resolveEndpoints(network.interfaceEndpoints ?? values.interfaceEndpoints, nat, parts),
    flowLogs: { traffic: values.flowLogs, retentionDays: values.logRetention },
  };
}

const defaultZones = (region: string, count: number): string[] =>
  (REGIONS[region] ?? ["a", "b", "c"]).slice(0, count).map((letter) => `${region}${letter}`);

function resolveNat(options: NatOptions, zones: number): NatChoice {
  if (typeof options === "object") {
    return "instance" in options
      ? { kind: "instance", instanceType: options.instance }
      : { kind: "gateway", count: options.gateways };
  }
  switch (options) {
    case "none":
      return { kind: "none" };
    case "instance":
      return { kind: "instance", instanceType: NAT_INSTANCE_TYPE };
    case "gateway":
      return { kind: "gateway", count: 1 };
    case "gateway-per-zone":
      return { kind: "gateway", count: zones };
  }
}

/**
 * What rotates a password is a function in the VPC without a public address: it speaks to Secrets Manager, and to ECS to
 * replace the tasks that hold the old one.
 */
const ROTATION_ENDPOINTS = ["ecs", "secretsmanager"] as const;

/**
 * What measures a stream fetches the cache's URL. An endpoint is about 7 USD a month in each zone (PrivateLink, 0.01 USD an hour in
 * us-east-1, https://aws.amazon.com/privatelink/pricing/, assumed as of 2025).
 */
const MEASURING_ENDPOINTS = ["secretsmanager"] as const;

/** Without NAT endpoints are such functions' only way to AWS, so a rotation or a stream that is asked for brings them along. */
function resolveEndpoints(stated: readonly string[], nat: NatChoice, parts: ServedParts): string[] {
  if (nat.kind !== "none") return [...new Set(stated)].toSorted();
  const rotates = parts.databases.some(({ rotation }) => rotation.kind !== "none");
  const measures = depthReporters(parts).some(({ kind }) => kind === "streams");
  const needed = [...(rotates ? ROTATION_ENDPOINTS : []), ...(measures ? MEASURING_ENDPOINTS : [])];
  return [...new Set([...stated, ...needed])].toSorted();
}
