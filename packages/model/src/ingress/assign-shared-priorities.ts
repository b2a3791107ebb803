import { type Priorities, type RuleMatch, ruleHash, ruleName } from "./assign-priorities.js";
import { patternWeight } from "./specificity.js";

/** Where rules with a host of their own stand on a listener that is nobody's alone: before every pattern of hosts. */
const RANGE = { first: 1000, last: 16_399 } as const;

/** Most weight of a path pattern: three times its 128 characters. */
const MOST_WEIGHT = 384;
/** Places for the rules of one host and one weight. */
const SLOTS = 8;
/** The first places of a host are for what is refused on it. */
const REFUSED_SLOTS = 16;
const SPAN = REFUSED_SLOTS + (MOST_WEIGHT + 1) * SLOTS;

/**
 * Places on a listener that other environments, or somebody else, have rules on as well. Hosts are one environment's alone and without
 * wildcards, so only the order among the rules of one host matters: each host has a stretch of its own that its name alone decides,
 * and in it the more specific path comes first. Stretches may overlap, places hardly ever meet: two rules of two hosts do so once in some
 * twelve thousand times. What is described in one app is checked (`checkSharing`); AWS refuses a second rule in one place, and another salt
 * gives other places.
 */
export function assignSharedPriorities(
  forwarded: readonly RuleMatch[],
  refused: readonly RuleMatch[],
  salt: string,
): Priorities {
  const taken = new Set<number>();
  const place = (match: RuleMatch, { first, slots }: { first: number; slots: number }): [string, number | null] => {
    const start = ruleHash(ruleName(match)) % slots;
    const stretch = stretchOf(match.host ?? "", salt);
    const slot = Array.from({ length: slots }, (_, step) => stretch + first + ((start + step) % slots)).find(
      (candidate) => !taken.has(candidate),
    );
    if (slot !== undefined) taken.add(slot);
    return [ruleName(match), slot ?? null];
  };
  const inOrder = (matches: readonly RuleMatch[]) =>
    matches.toSorted((left, right) => (ruleName(left) < ruleName(right) ? -1 : 1));
  return new Map([
    ...inOrder(refused).map((match) => place(match, { first: 0, slots: REFUSED_SLOTS })),
    ...inOrder(forwarded).map((match) => {
      const weight = Math.min(MOST_WEIGHT, Math.max(0, patternWeight(match.path)));
      return place(match, { first: REFUSED_SLOTS + (MOST_WEIGHT - weight) * SLOTS, slots: SLOTS });
    }),
  ]);
}

const stretchOf = (host: string, salt: string): number =>
  RANGE.first + (ruleHash(`${salt} ${host}`) % (RANGE.last - RANGE.first + 1 - SPAN));
