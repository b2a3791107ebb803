import { dearnessOf, type TemplateChange } from "@fairlead/deploy";
import type { SourceLocation } from "@fairlead/errors";
import type { Address } from "@fairlead/model";

/** What CloudFormation would do to one resource, and where in the description that comes from. */
export interface ResourceChange extends TemplateChange {
  /** The logical id that it had before, when it was renamed. */
  readonly renamedFrom: string | null;
  readonly address: Address | null;
  /** The line of the description that it comes from. */
  readonly source: SourceLocation | null;
}

/** A value of the resolved app that differs. */
export interface DescriptionChange {
  /** For example `services.proxy.scaling.maxTasks`. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** Where that part of the description stands now; `null` when it is gone or belongs to no part. */
  readonly source: SourceLocation | null;
}

export interface PlanChanges {
  /** Folder of the plan that was compared with, relative to the configuration file's. */
  readonly against: string;
  readonly description: readonly DescriptionChange[];
  readonly stacks: readonly StackChange[];
  readonly resources: readonly ResourceChange[];
  /** USD a month that the earlier plan was expected to cost; `null`: it counted none. */
  readonly usdBefore: number | null;
}

/**
 * A stack as a whole. `metadata`: parameters, outputs or descriptions differ while the resources are the same. `unknown`: its
 * earlier template is gone or damaged, so nothing can be said of its resources.
 */
export interface StackChange {
  readonly stack: string;
  readonly kind: "added" | "removed" | "changed" | "metadata" | "unknown";
}

/** Whether data or keys would go: what is shown first and loudest. */
const endangersState = ({ action, holds }: ResourceChange): boolean =>
  holds !== null && (action === "replace" || action === "may-replace" || action === "delete");

const FATES = ["deleted", "snapshot", "kept"] as const;

const lossOf = ({ oldResource }: ResourceChange): number =>
  oldResource === null ? FATES.length : FATES.indexOf(oldResource);

/** The changes that endanger data or keys: the dearest first, and of one kind what would be lost before what is kept. */
export const endangering = (changes: readonly ResourceChange[]): readonly ResourceChange[] =>
  changes
    .filter(endangersState)
    .sort((left, right) => dearnessOf(left.type) - dearnessOf(right.type) || lossOf(left) - lossOf(right));
