import { hasWildcard, patternWeight } from "./specificity.js";

/** What a rule matches, as far as its place among the others depends on it. */
export interface RuleMatch {
  /** `null`: any host. */
  readonly host: string | null;
  readonly path: string;
}

/** A range of bands; each band has `slots` priorities for the rules of one weight. */
interface BandRange {
  readonly first: number;
  readonly mostWeight: number;
  readonly slots: number;
}

/**
 * Private paths are refused before anything is forwarded, so they come first; their order among each other doesn't matter.
 * Then hosts without wildcards, which never overlap each other; then hosts with; then any host. Weights reach three times the
 * 128 characters of a pattern, so all bands together end at 49491, within ALB's 50000.
 */
const PRIVATE: BandRange = { first: 1, mostWeight: 0, slots: 999 };
const EXACT_HOST: BandRange = { first: 1000, mostWeight: 384, slots: 40 };
const WILDCARD_HOST: BandRange = { first: 16_400, mostWeight: 768, slots: 18 };
const ANY_HOST: BandRange = { first: 30_242, mostWeight: 384, slots: 50 };

interface Band {
  readonly first: number;
  readonly slots: number;
}

const bandOf = ({ first, mostWeight, slots }: BandRange, weight: number): Band => ({
  first: first + (mostWeight - Math.min(mostWeight, Math.max(0, weight))) * slots,
  slots,
});

function forwardBand({ host, path }: RuleMatch): Band {
  if (host === null) return bandOf(ANY_HOST, patternWeight(path));
  if (!hasWildcard(host)) return bandOf(EXACT_HOST, patternWeight(path));
  return bandOf(WILDCARD_HOST, patternWeight(host) + patternWeight(path));
}

/** What tells one rule from every other. */
export const ruleName = ({ host, path }: RuleMatch): string => `${host ?? ""}${path}`;

/** FNV-1a with 32 bits over the text's bytes: stable everywhere and spread well enough over the slots of a band. */
export const ruleHash = (text: string): number =>
  Buffer.from(text).reduce((state, byte) => Math.imul(state ^ byte, 0x01000193) >>> 0, 0x811c9dc5);

/** Rules and their priorities; `null`: the rule's band is full. */
export type Priorities = ReadonlyMap<string, number | null>;

/**
 * Gives each rule a priority that follows from its host and path alone, but where two rules meet in one slot: then the later
 * in the alphabet moves on to the next free one. Keys of the result: host, then path.
 */
export function assignPriorities(forwarded: readonly RuleMatch[], refused: readonly RuleMatch[]): Priorities {
  const taken = new Set<number>();
  const place = (match: RuleMatch, band: Band): [string, number | null] => {
    const start = ruleHash(ruleName(match)) % band.slots;
    const slot = Array.from({ length: band.slots }, (_, step) => band.first + ((start + step) % band.slots)).find(
      (candidate) => !taken.has(candidate),
    );
    if (slot !== undefined) taken.add(slot);
    return [ruleName(match), slot ?? null];
  };
  const byKey = (left: RuleMatch, right: RuleMatch): number => (ruleName(left) < ruleName(right) ? -1 : 1);
  return new Map([
    ...forwarded.toSorted(byKey).map((match) => place(match, forwardBand(match))),
    ...refused.toSorted(byKey).map((match) => place(match, bandOf(PRIVATE, 0))),
  ]);
}

/** Reads a rule's priority out of the result of {@link assignPriorities}. */
export const priorityOf = (priorities: Priorities, match: RuleMatch): number | null =>
  priorities.get(ruleName(match)) ?? null;
