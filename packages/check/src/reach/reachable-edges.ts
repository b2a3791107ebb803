import type { Assembly } from "@fairlead/constructs";
import { TemplateGraph } from "../templates/template-graph.js";
import { type Party, partyKey } from "./party.js";
import { type GroupRule, securityGroupRules } from "./security-group-rules.js";

/** A way on which connections can be opened, as the security groups of the templates have it. */
export interface NetworkEdge {
  readonly from: Party;
  readonly to: Party;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
}

const isGroup = (party: Party): boolean => party.kind === "group";

const covers = (outbound: GroupRule, inbound: GroupRule): boolean =>
  (outbound.protocol === "-1" || inbound.protocol === "-1" || outbound.protocol === inbound.protocol) &&
  outbound.fromPort <= inbound.toPort &&
  inbound.fromPort <= outbound.toPort;

/** A range of everything lets a group reach other groups as well. */
const reaches = (outbound: GroupRule, group: Party): boolean =>
  partyKey(outbound.peer) === partyKey(group) || partyKey(outbound.peer) === "0.0.0.0/0";

function narrowed(outbound: GroupRule, inbound: GroupRule): NetworkEdge {
  return {
    from: outbound.group,
    to: inbound.group,
    protocol: inbound.protocol === "-1" ? outbound.protocol : inbound.protocol,
    fromPort: Math.max(outbound.fromPort, inbound.fromPort),
    toPort: Math.min(outbound.toPort, inbound.toPort),
  };
}

function edgesInto(inbound: GroupRule, outbounds: readonly GroupRule[]): NetworkEdge[] {
  const { group: to, protocol, fromPort, toPort } = inbound;
  if (!isGroup(inbound.peer)) return [{ from: inbound.peer, to, protocol, fromPort, toPort }];
  return outbounds
    .filter(
      (outbound) =>
        partyKey(outbound.group) === partyKey(inbound.peer) && reaches(outbound, to) && covers(outbound, inbound),
    )
    .map((outbound) => narrowed(outbound, inbound));
}

const edgeName = ({ from, to, protocol, fromPort, toPort }: NetworkEdge): string =>
  [partyKey(from), partyKey(to), protocol, fromPort, toPort].join(" ");

/** The edges of a graph; see {@link reachableEdges}. */
export function edgesOf(graph: TemplateGraph): NetworkEdge[] {
  const rules = securityGroupRules(graph);
  const outbounds = rules.filter(({ direction }) => direction === "out");
  const edges = [
    ...rules.filter(({ direction }) => direction === "in").flatMap((inbound) => edgesInto(inbound, outbounds)),
    ...outbounds
      .filter(({ peer }) => !isGroup(peer))
      .map(({ group, peer, protocol, fromPort, toPort }) => ({ from: group, to: peer, protocol, fromPort, toPort })),
  ];
  const byName = new Map(edges.map((edge) => [edgeName(edge), edge]));
  return [...byName.keys()].sort().flatMap((name) => byName.get(name) ?? []);
}

/**
 * Who can open a connection to whom, read off the security groups of the templates: an edge between two groups is there when
 * the one may go out and the other lets in. Sorted, each edge once.
 */
export const reachableEdges = (assembly: Assembly): NetworkEdge[] => edgesOf(new TemplateGraph(assembly));
