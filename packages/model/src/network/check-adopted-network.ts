import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import type { AdoptedNetworkOptions } from "../environment/environment-options.js";
import { containersOf } from "../service/containers-of.js";

type Adopted = AdoptedNetworkOptions["adopt"];

/** An adopted VPC has a subnet of each kind in each zone, and says how its tasks get out. */
export const checkAdoptedNetwork: Check = (app, { environment }) => {
  const { network, zones } = environment.options;
  if (network === undefined || !("adopt" in network)) return [];
  const base = addressOf("environment", environment.name);
  const path = `${base}.network.adopt`;
  return [
    ...checkSubnets(path, network.adopt),
    ...checkEgress(path, network.adopt),
    ...checkWayToAws(path, app),
    ...checkRotation(path, app),
    ...(zones === undefined ? [] : [zonesTwice(base)]),
  ];
};

const KINDS = ["publicSubnets", "privateSubnets", "dataSubnets"] as const;

const checkSubnets = (path: string, adopt: Adopted): Problem[] =>
  KINDS.flatMap((kind) => {
    const subnets = adopt[kind];
    if (subnets === undefined) return [];
    if (new Set(subnets).size < subnets.length) return [subnetTwice(`${path}.${kind}`)];
    return subnets.length === adopt.zones.length
      ? []
      : [subnetCount(path, kind, { count: subnets.length, zones: adopt.zones })];
  });

const subnetCount = (
  path: string,
  kind: (typeof KINDS)[number],
  { count, zones }: { readonly count: number; readonly zones: readonly string[] },
): Problem => ({
  path: `${path}.${kind}`,
  code: "SubnetsPerZone",
  message: `${kind} lists ${count} subnets for the ${zones.length} zones ${zones.join(", ")}.`,
  fix: "List one subnet for each zone, in the order of the zones.",
});

const subnetTwice = (path: string): Problem => ({
  path,
  code: "DuplicateSubnet",
  message: "A subnet is named twice: there would be one building less than it seems.",
  fix: "List one subnet for each zone, in the order of the zones.",
});

function checkEgress(path: string, { privateSubnets, egress }: Adopted): Problem[] {
  if ((privateSubnets === undefined) === (egress === undefined)) return [];
  return [
    privateSubnets === undefined
      ? {
          path: `${path}.egress`,
          code: "EgressWithoutPrivateSubnets",
          message: "Without private subnets tasks run in the public ones and go out by their own addresses.",
          fix: "List the private subnets that egress is about, or remove it.",
        }
      : {
          path: `${path}.egress`,
          code: "EgressUnstated",
          message: "Nothing says how the private subnets reach the internet, and tasks without a way out never start.",
          fix: 'Say egress: "nat" when their route tables lead to a NAT or a transit gateway, or "none".',
        },
  ];
}

/** What Fargate needs to start a task where there is no internet. */
const NEEDED_ENDPOINTS = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"] as const;

/** Private subnets without a way out need endpoints for what AWS itself needs. */
function checkWayToAws(path: string, app: Parameters<Check>[0]): Problem[] {
  const { nat, taskSubnets, interfaceEndpoints } = app.network;
  const missing = NEEDED_ENDPOINTS.filter((endpoint) => !interfaceEndpoints.includes(endpoint));
  if (nat.kind !== "none" || taskSubnets === "public" || missing.length === 0 || containersOf(app).length === 0)
    return [];
  return [
    {
      path: `${path}.interfaceEndpoints`,
      code: "NoWayToAws",
      message: `The private subnets have no way out, and the VPC no endpoints for ${missing.join(", ")}: a task can't fetch its image or its secrets, or write its logs.`,
      fix: 'Name the endpoints that the VPC has, with their security group; or list subnets with egress "nat".',
    },
  ];
}

/** The function that rotates runs where nothing has a public address. */
export function checkRotation(path: string, { network, databases }: Parameters<Check>[0]): Problem[] {
  const missing = ["ecs", "secretsmanager"].filter((endpoint) => !network.interfaceEndpoints.includes(endpoint));
  if (network.nat.kind !== "none" || missing.length === 0) return [];
  return databases
    .filter(({ rotation }) => rotation.kind !== "none")
    .map(({ name }) => ({
      path: `${path}.egress`,
      code: "RotationWithoutWayOut",
      message: `What rotates the password of ${addressOf("postgres", name)} has no way to Secrets Manager and ECS.`,
      fix: `List private subnets with egress "nat", name endpoints for ${missing.join(" and ")}, or turn the rotation off.`,
    }));
}

const zonesTwice = (base: string): Problem => ({
  path: `${base}.zones`,
  code: "ZonesStatedTwice",
  message: "The zones are those of the adopted subnets.",
  fix: "Remove zones; network.adopt.zones says which they are.",
});
