import type { StackContents } from "../src/testing/an-assembly.js";
import type { Address, AppDefinition } from "@fairlead/model";
import type { TemplateGraph } from "../src/templates/template-graph.js";

/** The deployment plans that the mistakes were made in, by the example that implements each; `every-plan`: what recurs in all of them. */
export type PlanName = "llm-proxy" | "macro-ai" | "recipe-chatbot" | "postmagiq" | "consumer-rights" | "every-plan";

/** One thing that a deployment plan got wrong, and what becomes of it in Fairlead. */
export interface Mistake {
  /** Unique in its plan, e.g. `port-mismatch`. */
  readonly id: string;
  /** What the plan says, and what would have come of it on AWS; a sentence or two. */
  readonly mistake: string;
  readonly outcome: Outcome;
}

export type Outcome =
  /** The description is refused: its types don't take it (`@ts-expect-error` beside it says so), or the model doesn't. */
  | {
      readonly kind: "refused";
      /** Its one environment is called `test`. */
      readonly app: () => AppDefinition;
      /** Code of the problem that it is refused with. */
      readonly problem: string;
    }
  /** There are no words for it: what the plan got wrong is derived. */
  | {
      readonly kind: "unwritable";
      /** What it is derived from; a sentence. */
      readonly because: string;
      /** The nearest that can be written. Its one environment is called `test`. */
      readonly app: () => AppDefinition;
      /** What holds of the templates instead. */
      readonly holds: (graph: TemplateGraph) => boolean;
    }
  /** It can be written, and a finding tells of it before anything is deployed. */
  | {
      readonly kind: "found";
      /** The app's own words, or a template of any origin where only CloudFormation can express it. */
      readonly in: (() => AppDefinition) | StackContents;
      /** Code of the finding. */
      readonly finding: string;
      /** The part that it speaks of; `null`: a template that knows no parts. */
      readonly on: Address | null;
    }
  /** It can be written, and `fairlead cost` says what it really costs before anything is deployed. */
  | {
      readonly kind: "priced";
      /** Its one environment is called `test`. */
      readonly app: () => AppDefinition;
      /** Whose bill the plan got wrong, as price lists call it, e.g. `Fargate`. */
      readonly service: string;
      /** What that costs a month by the shipped prices, in whole USD. */
      readonly usd: number;
    }
  /** Nothing that Fairlead reads tells of it. */
  | {
      readonly kind: "out-of-reach";
      /** Why; a sentence. */
      readonly because: string;
      /** What would reach it; a sentence. */
      readonly reachedBy: string;
    };

/** What a plan got wrong, in the order of the plan's reading. */
export interface PlanMistakes {
  readonly plan: PlanName;
  readonly mistakes: readonly Mistake[];
}
