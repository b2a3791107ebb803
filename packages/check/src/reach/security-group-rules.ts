import type { TemplateGraph } from "../templates/template-graph.js";
import { recordsOf, textOf } from "../templates/read-value.js";
import { type Party, partyKey } from "./party.js";
import { portMeant } from "./port-meant.js";

/** A rule as a security group has it. */
export interface GroupRule {
  readonly direction: "in" | "out";
  /** The group that has the rule. */
  readonly group: Party;
  readonly peer: Party;
  /** `tcp`, `udp`, `icmp`, or `-1` for all. */
  readonly protocol: string;
  /** 0 to 65535 when the protocol has no ports, all are meant, or the templates don't tell which. */
  readonly fromPort: number;
  readonly toPort: number;
}

type Properties = Readonly<Record<string, unknown>>;

const GROUP_TYPE = "AWS::EC2::SecurityGroup";
const IN_TYPE = "AWS::EC2::SecurityGroupIngress";
const OUT_TYPE = "AWS::EC2::SecurityGroupEgress";
const PEER_GROUPS = ["SourceSecurityGroupId", "DestinationSecurityGroupId"] as const;
const PEER_LISTS = ["SourcePrefixListId", "DestinationPrefixListId"] as const;
const PEER_RANGES = ["CidrIp", "CidrIpv6"] as const;

// What CDK writes where a group may open nothing: one address, ICMP, so that AWS adds no rule of its own.
const NOWHERE = "255.255.255.255/32";

function groupParty(graph: TemplateGraph, stack: string, value: unknown): Party {
  const resource = graph.follow(stack, value)?.resource;
  if (resource?.type !== GROUP_TYPE) return { kind: "unknown", text: JSON.stringify(value) };
  return { kind: "group", stack: resource.stack, logicalId: resource.logicalId, address: resource.address };
}

function peerOf(graph: TemplateGraph, stack: string, properties: Properties): Party {
  const group = PEER_GROUPS.map((key) => properties[key]).find((value) => value !== undefined);
  if (group !== undefined) return groupParty(graph, stack, group);
  const list = PEER_LISTS.map((key) => properties[key]).find((value) => value !== undefined);
  if (list !== undefined) return { kind: "list", id: textOf(list) ?? JSON.stringify(list) };
  const range = PEER_RANGES.map((key) => properties[key]).find((value) => value !== undefined);
  return typeof range === "string"
    ? { kind: "range", cidr: range }
    : { kind: "unknown", text: JSON.stringify(range ?? properties) };
}

function toRule(
  graph: TemplateGraph,
  stack: string,
  { direction, group, properties }: Pick<GroupRule, "direction" | "group"> & { readonly properties: Properties },
): GroupRule {
  const protocol = textOf(properties["IpProtocol"]) ?? "-1";
  const hasPorts = protocol !== "-1" && !protocol.startsWith("icmp");
  return {
    direction,
    group,
    peer: peerOf(graph, stack, properties),
    protocol,
    fromPort: hasPorts ? (portMeant(graph, stack, properties["FromPort"]) ?? 0) : 0,
    toPort: hasPorts ? (portMeant(graph, stack, properties["ToPort"]) ?? 65_535) : 65_535,
  };
}

const inlineRules = (graph: TemplateGraph): GroupRule[] =>
  graph.ofType(GROUP_TYPE).flatMap(({ stack, logicalId, properties }) => {
    const group = groupParty(graph, stack, { Ref: logicalId });
    return [
      ...recordsOf(properties["SecurityGroupIngress"]).map((rule) =>
        toRule(graph, stack, { direction: "in", group, properties: rule }),
      ),
      ...recordsOf(properties["SecurityGroupEgress"]).map((rule) =>
        toRule(graph, stack, { direction: "out", group, properties: rule }),
      ),
    ];
  });

const ruleResources = (graph: TemplateGraph): GroupRule[] =>
  graph.ofType(IN_TYPE, OUT_TYPE).map(({ stack, type, properties }) =>
    toRule(graph, stack, {
      direction: type === IN_TYPE ? "in" : "out",
      group: groupParty(graph, stack, properties["GroupId"]),
      properties,
    }),
  );

/** AWS lets a group without any outbound rule open everything: "AWS::EC2::SecurityGroup", read 2026-11. */
function defaultRules(graph: TemplateGraph, written: readonly GroupRule[]): GroupRule[] {
  const restricted = new Set(
    written.filter(({ direction }) => direction === "out").map(({ group }) => partyKey(group)),
  );
  return graph
    .ofType(GROUP_TYPE)
    .map(({ stack, logicalId }) => groupParty(graph, stack, { Ref: logicalId }))
    .filter((group) => !restricted.has(partyKey(group)))
    .map((group) => ({
      direction: "out",
      group,
      peer: { kind: "range", cidr: "0.0.0.0/0" },
      protocol: "-1",
      fromPort: 0,
      toPort: 65_535,
    }));
}

/** Every rule of every security group of the templates, those that AWS adds by itself included. */
export function securityGroupRules(graph: TemplateGraph): GroupRule[] {
  const written = [...inlineRules(graph), ...ruleResources(graph)];
  return [...written, ...defaultRules(graph, written)].filter(
    ({ peer }) => !(peer.kind === "range" && peer.cidr === NOWHERE),
  );
}
