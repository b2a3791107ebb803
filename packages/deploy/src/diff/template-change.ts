/** What CloudFormation would do to one resource. */
export type ChangeAction =
  | "create"
  | "update"
  /** A new one is made and the old one goes: a property that can't change in place, or a new logical id. */
  | "replace"
  /** CloudFormation decides by the values whether it replaces. */
  | "may-replace"
  | "delete";

/** What becomes of the old resource when it is replaced or deleted. */
export type OldResourceFate = "deleted" | "kept" | "snapshot";

/** What CloudFormation would do to one resource of a stack. */
export interface TemplateChange {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly action: ChangeAction;
  /** What would be lost with it, in words; `null` for what holds no state. */
  readonly holds: string | null;
  /** Only for what goes: by `DeletionPolicy` or `UpdateReplacePolicy`. */
  readonly oldResource: OldResourceFate | null;
  readonly properties: readonly PropertyChange[];
}

export interface PropertyChange {
  /** For example `ContainerDefinitions.proxy.Environment.LOG_LEVEL.Value`. */
  readonly path: string;
  /** Missing when the property is new. */
  readonly before?: unknown;
  /** Missing when the property goes. */
  readonly after?: unknown;
  readonly replacement: "never" | "may" | "always";
}
