import type { TypeDecision } from "../emulator/resources/resource-maker.js";
import type { Trial } from "./try-references.js";

/** Trials as a person reads them: each type with its label, and below it each of its properties that names something. */
export function writtenTrials(trials: readonly Trial[], decide: (type: string) => TypeDecision): string {
  const types = [...new Set(trials.map(({ type }) => type))].sort();
  return types
    .map((type) => {
      const own = trials.filter((trial) => trial.type === type).map(line);
      return `${type} (${decide(type).proof})\n${[...new Set(own)].sort().join("\n")}\n`;
    })
    .join("\n");
}

const line = ({ property, names, refusal }: Trial): string =>
  `  ${property} -> ${names}: ${refusal === null ? "taken" : `refused, ${refusal}`}`;
