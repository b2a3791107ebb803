/** What an environment may cost, and when that is said. */
export interface BudgetOptions {
  /** US dollars a month. */
  readonly monthlyUsd: number;
  /** Percent of it that, once spent, are told to the alerts, four at most; default 50, 80 and 100. The forecast of 100 is told always. */
  readonly thresholds?: readonly number[] | undefined;
}
