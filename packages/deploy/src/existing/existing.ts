/** Names that are taken in this account and region, whoever took them. */
export interface Existing {
  /** Those of the kind that begin so; no value of anything is ever read. */
  named(kind: NamedKind, prefix: string): Promise<readonly string[]>;
}

/** What CloudFormation can't make under a name that is taken, and what a deleted environment may have left behind. */
export type NamedKind = "log-group" | "repository" | "secret";
