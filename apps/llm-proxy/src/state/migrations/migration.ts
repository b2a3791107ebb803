/** One step of the schema; its version never changes once it has been released. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** Run one by one within the one transaction of the whole migration. */
  readonly statements: readonly string[];
}
