import type { TypeDecision } from "../emulator/resources/resource-maker.js";
import { isLookedFor } from "../emulator/resources/named-resources.js";
import { earnedBy } from "./earned-by.js";
import type { Trial } from "./try-references.js";

/**
 * Trials as a person reads them: each type with its label and what that was earned by, and below it each of its properties that
 * names something, with the type of what it names.
 */
export function writtenTrials(
  types: readonly string[],
  trials: readonly Trial[],
  decide: (type: string) => TypeDecision,
): string {
  return types
    .map((type) => {
      const own = trials.filter((trial) => trial.type === type).map(line);
      return `${heading(type, trials, decide)}\n${[...new Set(own)].sort().join("")}`;
    })
    .join("\n");
}

function heading(type: string, trials: readonly Trial[], decide: (type: string) => TypeDecision): string {
  const reason = earnedBy(decide(type), trials);
  return `${type}: ${decide(type).proof}${reason === null ? "" : `, since ${reason}`}`;
}

const line = ({ type, property, names, refusal }: Trial): string => {
  const by = isLookedFor(type, property) ? "by the front" : "by moto";
  return `  ${property} -> ${names}: ${refusal === null ? "taken" : `refused ${by}, ${refusal}`}\n`;
};
