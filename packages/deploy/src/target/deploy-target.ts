import type { Assembly } from "@fairlead/constructs";
import type { ResolvedApp } from "@fairlead/model";

/** What a verb is about: one environment of an app, and the templates that make it. */
export interface DeployTarget {
  readonly app: ResolvedApp;
  readonly assembly: Assembly;
  /** SHA-256 of the resolved description, in hexadecimal: tells two releases of the same description from others. */
  readonly descriptionHash: string;
}
