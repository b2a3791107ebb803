import type { Address, ResolvedApp } from "@fairlead/model";
import type { Observation, PreflightSeverity } from "./preflight-rule.js";

interface Said {
  /** The part that it is about; `null`: the environment as a whole. */
  readonly on: Address | null;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** Something that was found, with the line of the description that it is about. */
export const observed = (
  { environment, sources }: ResolvedApp,
  severity: PreflightSeverity,
  { on, code, message, fix }: Said,
): Observation => {
  const path = on ?? `environments.${environment.name}`;
  return { severity, path, code, message, fix, source: sources[path] };
};
