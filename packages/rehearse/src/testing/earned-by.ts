import type { TypeDecision } from "../emulator/resources/resource-maker.js";
import type { Trial } from "./try-references.js";

/**
 * Why a type may be called proved; `null`: it may not. References of types that are never refused say nothing of what they name, since
 * nobody looks at them.
 */
export function earnedBy({ type, maker }: TypeDecision, trials: readonly Trial[]): string | null {
  const looking = new Set(trials.filter(isRefused).map((trial) => trial.type));
  if (looking.has(type)) return "it is refused when something that it names isn't there";
  if (maker.read !== undefined) return "its values are read back";
  const others = trials.filter((trial) => trial.names === type && looking.has(trial.type));
  return others.length > 0 && others.every(isRefused) ? "whatever is checked and names it is refused without it" : null;
}

/** A page that shows a defect of the emulator's is no check of a reference. */
const isRefused = ({ refusal }: Trial): boolean => refusal !== null && refusal !== "InternalError";
