import type { TemplateResource } from "@fairlead/constructs";

type Resources = Readonly<Record<string, TemplateResource>>;

/** Resources of one stack that a rule says nothing of, and resources in which it finds one fault each. */
export interface TemplateRuleCase {
  readonly code: string;
  readonly compliant: readonly Resources[];
  readonly violating: readonly Resources[];
}
