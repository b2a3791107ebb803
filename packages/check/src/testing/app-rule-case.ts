import type { ResolvedApp } from "@fairlead/model";
import type { Severity } from "../finding.js";

/** Apps that a rule says nothing of, and apps that it finds, each with how grave that is. */
export interface AppRuleCase {
  readonly code: string;
  readonly compliant: readonly ResolvedApp[];
  readonly violating: readonly (readonly [ResolvedApp, Severity])[];
}
