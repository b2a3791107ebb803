import { type Connection, INGRESS_ADDRESS, type ResolvedApp } from "@fairlead/model";
import { shortName } from "./phrases.js";
import { describeAccess } from "./storage-phrases.js";

/** What a reader calls a part: AWS's word for the ingress, its own name for all else. */
const readerName = (address: string): string => (address === INGRESS_ADDRESS ? "load balancer" : shortName(address));

/** Several edges that differ in their beginning alone. */
export interface EdgeGroup {
  readonly from: readonly string[];
  readonly to: string;
  /** `null` for the reading of a secret or parameter. */
  readonly port: number | null;
  readonly because: readonly string[];
}

const unique = (words: readonly string[]): readonly string[] => [...new Set(words)];

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}

const portOf = (connection: Connection): number | null => (connection.kind === "network" ? connection.port : null);

/** Who talks to whom, grouped by the far end. */
export function networkEdges({ connections }: ResolvedApp): readonly EdgeGroup[] {
  const network = connections.filter(({ kind }) => kind === "network");
  return groupBy(network, (edge) => `${edge.to}:${portOf(edge) ?? ""}`).map((edges) => ({
    from: unique(edges.map(({ from }) => readerName(from))),
    to: shortName(edges[0]?.to ?? ""),
    port: edges[0] === undefined ? null : portOf(edges[0]),
    because: unique(edges.map(({ because }) => because)),
  }));
}

/** What the code of containers may do, grouped by those who may. */
export function permissionEdges({ connections }: ResolvedApp): readonly {
  readonly from: string;
  readonly may: readonly string[];
}[] {
  const permissions = connections.filter((edge) => edge.kind === "permission");
  return groupBy(permissions, ({ from }) => from).map((edges) => ({
    from: readerName(edges[0]?.from ?? ""),
    may: edges.map(({ access, to }) => `${describeAccess(access)} ${shortName(to)}`),
  }));
}

/** Who is handed which secrets and parameters as it starts, grouped by those who get the same. */
export function injectionEdges({
  connections,
}: ResolvedApp): readonly { readonly to: readonly string[]; readonly from: readonly string[] }[] {
  const injections = connections.filter(({ kind }) => kind === "injection");
  const bySource = groupBy(injections, ({ to }) => to).map((edges) => ({
    what: shortName(edges[0]?.to ?? ""),
    readers: unique(edges.map(({ from }) => readerName(from))),
  }));
  return groupBy(bySource, ({ readers }) => readers.join()).map((group) => ({
    to: group[0]?.readers ?? [],
    from: group.map(({ what }) => what),
  }));
}
