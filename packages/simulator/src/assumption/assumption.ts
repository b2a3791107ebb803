/** What the simulation takes for granted because nothing that AWS documents says it. */
export interface Assumption {
  /** A stable word in kebab-case. */
  readonly id: string;
  /** One sentence, for a report to print. */
  readonly says: string;
}
