import { type Estimate, type EstimateLine, sumOf, type Range } from "@fairlead/cost";

/** What one part of the description costs. */
export interface CostGroup {
  /** Address of the part; for a template that knows no parts, `stack/logicalId`. */
  readonly name: string;
  readonly usd: Range;
  readonly isWhole: boolean;
  readonly lines: readonly EstimateLine[];
}

/** What belongs to no part: keys, logs and topics of the environment. */
const SHARED = "environment";

/** The lines of an estimate by the part that causes them, the dearest first. */
export function costGroups({ lines }: Pick<Estimate, "lines">, isForeign = false): readonly CostGroup[] {
  const byName = Map.groupBy(lines, ({ address, stack, logicalId }) =>
    isForeign ? `${stack}/${logicalId}` : (address ?? SHARED),
  );
  return [...byName]
    .map(([name, own]): CostGroup => ({ name, lines: own, ...sumOf(own) }))
    .toSorted((left, right) => right.usd.expected - left.usd.expected || left.name.localeCompare(right.name));
}
