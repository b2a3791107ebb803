import type { Verdict } from "./verdict.js";

/** A template on disk, as both validators take it. */
export interface JudgedStack {
  readonly name: string;
  readonly templatePath: string;
  readonly templateText: string;
  readonly constructPath: string;
  readonly region: string | undefined;
  readonly account: string | undefined;
}

/** Verdicts by the name of the stack. */
export type Verdicts = ReadonlyMap<string, Verdict>;
