import type { Problem } from "@fairlead/errors";
import type { TemplateChange } from "../diff/template-change.js";
import type { SecurityBroadening } from "./security-broadening.js";

/** What becomes of one stack. */
export interface PlannedStack {
  /** CloudFormation's name. */
  readonly name: string;
  readonly role: string;
  readonly kind: "unchanged" | "add" | "change" | "remove";
  /** Names of template parameters that get another value, e.g. `ProxyImageDigest`. */
  readonly parameters: readonly string[];
}

/** One way through the stacks. */
export interface PlannedPass {
  /**
   * `forward`: from the first stack to the last; nothing that an old task uses is taken away. `backward`: from the last to the first, once
   * the new services serve; what nobody reads any more goes.
   */
  readonly direction: "forward" | "backward";
  readonly stacks: readonly PassedStack[];
}

export interface PassedStack {
  readonly name: string;
  readonly action: "deploy" | "destroy";
  /** Names of the stacks of this pass that come before it. */
  readonly after: readonly string[];
  /** Logical ids that this pass keeps although the new template has them no more; the pass backward takes them away. */
  readonly keeps: readonly string[];
}

/** What a deployment would do: found by comparison of templates, before anything is touched. */
export interface DeployPlan {
  /** All stacks of the environment, in the order of deployment, those that go at the end. */
  readonly stacks: readonly PlannedStack[];
  /** One pass or two; none: no template and no known parameter differs. */
  readonly passes: readonly PlannedPass[];
  readonly changes: readonly TemplateChange[];
  /** Who could do or reach more than before. */
  readonly broadened: readonly SecurityBroadening[];
  /** Names of images that have to be built or pushed before it is known whether what runs differs. */
  readonly imagesToPush: readonly string[];
  /** Why it can't be done, or not without being told so: data that would go, an order that doesn't exist. */
  readonly problems: readonly Problem[];
  /** One sentence for each thing that whoever agrees should know. */
  readonly says: readonly string[];
}

/** How many resources a plan makes, changes, replaces and takes away. */
export const countsOf = ({ changes }: DeployPlan) => {
  const count = (...actions: readonly TemplateChange["action"][]): number =>
    changes.filter(({ action }) => actions.includes(action)).length;
  return {
    create: count("create"),
    update: count("update"),
    replace: count("replace", "may-replace"),
    delete: count("delete"),
  };
};
