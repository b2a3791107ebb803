import { type Assembly, isCloudFrontPrefixList } from "@fairlead/constructs";
import { describeResource } from "../templates/graph-resource.js";
import { TemplateGraph } from "../templates/template-graph.js";
import { type Party, partyName } from "../reach/party.js";
import { type NetworkEdge, edgesOf } from "../reach/reachable-edges.js";
import { type Workload, workloadsOf } from "./workload.js";

/** One end of a way. */
export type End =
  | { readonly kind: "workload"; readonly workload: Workload }
  /** A security group that no workload of the templates carries, e.g. that of a task which is run on demand. */
  | { readonly kind: "group"; readonly party: Extract<Party, { kind: "group" }> }
  /** Addresses outside of the templates, as a range or as the id of a list of ranges. */
  | { readonly kind: "range"; readonly cidr: string };

/** A connection that can be opened: both security groups allow it, and routes and addresses lead there. */
export interface Reach {
  readonly from: End;
  readonly to: End;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
}

/** What stands beside a part and is called by its address. */
const BESIDE: Readonly<Record<string, string>> = {
  "AWS::RDS::DBProxy": "its proxy",
  "AWS::Lambda::Function": "its function",
};

function nameOfWorkload({ address, resource }: Workload): string {
  if (address === null) return describeResource(resource);
  const beside = BESIDE[resource.type];
  return beside === undefined ? address : `${address} (${beside})`;
}

/** How an end is spoken of: by its part of the description, else by its resource, else by its range. */
export function nameOfEnd(end: End): string {
  switch (end.kind) {
    case "workload":
      return nameOfWorkload(end.workload);
    case "group":
      return partyName(end.party);
    case "range":
      return isCloudFrontPrefixList(end.cidr) ? `CloudFront (${end.cidr})` : end.cidr;
  }
}

const isInternet = (cidr: string): boolean => cidr.endsWith("/0");

/** Who can come from outside: only a public address that an internet gateway leads to is found. */
const canBeEntered = ({ hasPublicAddress, waysOut }: Workload): boolean =>
  hasPublicAddress && waysOut.some((way) => way === "internet-gateway" || way === "unknown");

/** Who gets out: by a NAT, or by an internet gateway with an address of its own. */
const canLeave = ({ hasPublicAddress, waysOut }: Workload): boolean =>
  waysOut.some((way) => way === "nat" || way === "unknown" || (way === "internet-gateway" && hasPublicAddress));

function endsOf(party: Party, workloads: readonly Workload[]): readonly End[] {
  switch (party.kind) {
    case "range":
      return [{ kind: "range", cidr: party.cidr }];
    case "list":
      return [{ kind: "range", cidr: party.id }];
    case "unknown":
      return [{ kind: "range", cidr: party.text }];
    case "group": {
      const carriers = workloads.filter(({ groups }) =>
        groups.some(({ stack, logicalId }) => stack === party.stack && logicalId === party.logicalId),
      );
      return carriers.length === 0
        ? [{ kind: "group", party }]
        : carriers.map((workload) => ({ kind: "workload", workload }));
    }
  }
}

function isOpen(from: End, to: End): boolean {
  if (from.kind === "range" && to.kind === "workload") return !isInternet(from.cidr) || canBeEntered(to.workload);
  if (from.kind === "workload" && to.kind === "range") return !isInternet(to.cidr) || canLeave(from.workload);
  return true;
}

const reachesOf = (edge: NetworkEdge, workloads: readonly Workload[]): Reach[] =>
  endsOf(edge.from, workloads).flatMap((from) =>
    endsOf(edge.to, workloads)
      .filter((to) => isOpen(from, to))
      .map((to) => ({ from, to, protocol: edge.protocol, fromPort: edge.fromPort, toPort: edge.toPort })),
  );

const textOf = ({ from, to, protocol, fromPort, toPort }: Reach): string =>
  [nameOfEnd(from), nameOfEnd(to), protocol, fromPort, toPort].join(" ");

/** The matrix of a graph; see {@link reachabilityMatrix}. */
export function reachesIn(graph: TemplateGraph): Reach[] {
  const workloads = workloadsOf(graph);
  const byText = new Map(
    edgesOf(graph)
      .flatMap((edge) => reachesOf(edge, workloads))
      .map((reach) => [textOf(reach), reach]),
  );
  return [...byText].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, reach]) => reach);
}

/**
 * Who can open a connection to whom, read off security groups, subnets, routes and public addresses of any templates. A network
 * of which the templates know nothing counts as open: what can't be seen isn't safe. Network ACLs are not read.
 */
export const reachabilityMatrix = (assembly: Assembly): Reach[] => reachesIn(new TemplateGraph(assembly));
