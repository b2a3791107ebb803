import type { PriceTable } from "../config/provider-settings.js";
import type { TokenUsage } from "../providers/token-usage.js";
import { matchesPattern } from "../upstream/model-map.js";

const PER = 1_000_000;

export type PriceOf = (model: string | null, usage: TokenUsage) => number | null;

/** Costs by the configuration's table, whose names may hold `*`; the longest pattern that fits decides. */
export function createPriceOf(table: PriceTable): PriceOf {
  const patterns = Object.entries(table).toSorted(([left], [right]) => right.length - left.length);
  return (model, usage) => {
    if (model === null) return null;
    const price = patterns.find(([pattern]) => matchesPattern(pattern, model))?.[1];
    if (price === undefined) return null;
    const uncached = usage.inputTokens - usage.cachedInputTokens;
    const cachedInput = price.cachedInput ?? price.input;
    return (uncached * price.input + usage.cachedInputTokens * cachedInput + usage.outputTokens * price.output) / PER;
  };
}
