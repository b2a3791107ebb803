import { NETWORK_ADDRESS, type ResolvedApp } from "@fairlead/model";
import type { Subnet } from "../../network/network.js";
import { observed } from "../observation.js";
import type { Observation, PreflightPorts, PreflightRequest, PreflightRule } from "../preflight-rule.js";
import { stackPlace } from "../stack-place.js";
import { countedTasks, sum, type Surge, surges } from "../surge.js";
import { type PlacedResource, resourcesOfType, writtenText } from "../template-values.js";

/** The first four addresses of a subnet and its last (Amazon VPC user guide, "Subnet sizing for IPv4", 2025). */
const RESERVED_ADDRESSES = 5;

export const addressesFree: PreflightRule = {
  id: "addresses-free",
  says: "the subnets have an address for every task of the release",
  isEssential: false,
  run: async (request, ports) => {
    const { app } = request.target;
    const [subnets, surging] = await Promise.all([taskSubnets(request, ports), surges(request.target, ports)]);
    const missing = statedSubnets(app).filter((stated) => subnets.every(({ id }) => id !== stated));
    if (missing.length > 0) return [subnetsMissing(app, missing)];
    if (subnets.length === 0) return [notKnown(app)];
    const jobs = app.jobs.filter(({ trigger }) => trigger.kind === "release").length;
    return judge(app, subnets, { surging, jobs });
  },
};

async function taskSubnets(
  { target }: PreflightRequest,
  { network, stacks }: Pick<PreflightPorts, "network" | "stacks">,
): Promise<readonly Subnet[]> {
  const { app, assembly } = target;
  switch (app.network.source.kind) {
    case "adopt":
      return network.subnets(statedSubnets(app));
    // The other environment's, whose templates aren't here.
    case "shared":
      return [];
    case "create": {
      const planned = resourcesOfType(assembly, "AWS::EC2::Subnet").filter((subnet) => isForTasks(app, subnet));
      const [first] = planned;
      if (first === undefined) return [];
      const made = await stacks.resources(stackPlace(first.stack));
      const ids = made.flatMap(({ logicalId, physicalId }) =>
        physicalId !== null && planned.some((subnet) => subnet.logicalId === logicalId) ? [physicalId] : [],
      );
      return ids.length === 0 ? planned.flatMap(newSubnet) : network.subnets(ids);
    }
  }
}

/** Of the tasks, in a network that was there before; empty for any other. */
function statedSubnets({ network: { source } }: ResolvedApp): readonly string[] {
  if (source.kind !== "adopt") return [];
  return source.privateSubnetIds.length === 0 ? source.publicSubnetIds : source.privateSubnetIds;
}

/** The CDK tags each subnet with the name of its group. */
function isForTasks({ network }: ResolvedApp, { resource }: PlacedResource): boolean {
  const group = network.taskSubnets === "private" ? "Private" : "Public";
  return JSON.stringify(resource.Properties?.["Tags"] ?? []).includes(
    JSON.stringify({ Key: "aws-cdk:subnet-name", Value: group }),
  );
}

function newSubnet({ logicalId, resource }: PlacedResource): readonly Subnet[] {
  const prefix = /\/(\d+)$/u.exec(writtenText(resource, "CidrBlock") ?? "")?.[1];
  if (prefix === undefined) return [];
  const freeAddresses = 2 ** (32 - Number(prefix)) - RESERVED_ADDRESSES;
  return [{ id: logicalId, zone: writtenText(resource, "AvailabilityZone") ?? "", freeAddresses }];
}

interface Need {
  readonly surging: readonly Surge[];
  readonly jobs: number;
}

function judge(app: ResolvedApp, subnets: readonly Subnet[], { surging, jobs }: Need): readonly Observation[] {
  const free = sum(subnets.map(({ freeAddresses }) => freeAddresses));
  const now = sum(surging.map(({ addedNow }) => addedNow)) + jobs;
  const most = sum(surging.map(({ addedAtFullLoad }) => addedAtFullLoad)) + jobs;
  const where = subnets.map(({ id, zone, freeAddresses }) => `${freeAddresses} in ${id} (${zone})`).join(", ");
  const fix = "Free addresses, or give the tasks larger subnets; a lower `maximumPercent` needs fewer of them.";
  if (now > free)
    return [
      observed(app, "error", {
        on: NETWORK_ADDRESS,
        code: "AddressesMissing",
        message: `This release adds ${now} tasks (${countedTasks(surging.map(({ service, addedNow }) => [service.name, addedNow]))}), each with an address, and there are ${free} free: ${where}.`,
        fix,
      }),
    ];
  if (most > free)
    return [
      observed(app, "warning", {
        on: NETWORK_ADDRESS,
        code: "AddressesShort",
        message: `At full load a release adds up to ${most} tasks, and there are ${free} free addresses: ${where}.`,
        fix,
      }),
    ];
  return [];
}

const subnetsMissing = (app: ResolvedApp, missing: readonly string[]): Observation =>
  observed(app, "error", {
    on: NETWORK_ADDRESS,
    code: "SubnetMissing",
    message: `There is no subnet ${missing.join(", ")} in ${app.environment.region}.`,
    fix: "State the ids of subnets of this account and region.",
  });

const notKnown = (app: ResolvedApp): Observation =>
  observed(app, "unknown", {
    on: NETWORK_ADDRESS,
    code: "AddressesUnknown",
    message: "Unknown whether the subnets have an address for every task: they are another environment's.",
    fix: "Look at the free addresses of its private subnets if they are small.",
  });
