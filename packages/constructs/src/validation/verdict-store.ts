import type { Verdict } from "./verdict.js";

/** Where verdicts are kept, so that an unchanged template is never judged twice. */
export interface VerdictStore {
  /** `undefined`: not known, the template has to be judged. */
  get(key: string): Verdict | undefined;
  /** Keeping is a convenience: a store that can't keep says nothing. */
  set(key: string, verdict: Verdict): void;
}

/** Keeps verdicts as long as the process lives. */
export class MemoryVerdictStore implements VerdictStore {
  readonly #verdicts = new Map<string, Verdict>();

  get(key: string): Verdict | undefined {
    return this.#verdicts.get(key);
  }

  set(key: string, verdict: Verdict): void {
    this.#verdicts.set(key, verdict);
  }
}
