/** What an environment may cost. */
export interface ResolvedBudget {
  /** US dollars. */
  readonly monthlyUsd: number;
  /** Percent of it that, once spent, are told; ascending. */
  readonly spentPercents: readonly number[];
  /** Percent of it that are told as soon as the month's forecast lies above them; ascending. */
  readonly forecastPercents: readonly number[];
}
