import type { TypeDecision } from "../emulator/resources/resource-maker.js";
import type { Trial } from "./try-references.js";

/** What was tried of one type. */
export interface TypeTrials {
  /** Wrong references of its own. */
  readonly own: readonly Trial[];
  /** Wrong references of others in its place. */
  readonly others: readonly Trial[];
}

export const trialsOf = (type: string, trials: readonly Trial[]): TypeTrials => ({
  own: trials.filter((trial) => trial.type === type),
  others: trials.filter((trial) => trial.names === type),
});

/** Why a type may be called proved; `null`: it may not. */
export function earnedBy({ own, others }: TypeTrials, { maker }: TypeDecision): string | null {
  if (own.some(isRefused)) return "it is refused when something that it names isn't there";
  if (maker.read !== undefined) return "its values are read back";
  return others.length > 0 && others.every(isRefused) ? "whatever names it is refused without it" : null;
}

const isRefused = ({ refusal }: Trial): boolean => refusal !== null;
