/** What a month brings: nothing is built for it, but an estimate of costs counts on it. */
export interface ResolvedUsage {
  readonly requestsPerMonth: number;
  /** Of a request and of its answer, with everything that streams; KB of 1,000 bytes. */
  readonly requestKb: number;
  readonly responseKb: number;
  /** What all services write to their logs for one request. */
  readonly logKbPerRequest: number;
  /** How far from the least to the most tasks an average hour lies, 0 to 1. */
  readonly load: number;
  /** Releases a month: each pulls the images again. */
  readonly releases: number;
  /** Of one image, compressed. */
  readonly imageGb: number;
  /** In each database, bucket and volume that doesn't state a size. */
  readonly storedGb: number;
  /** People who sign in. */
  readonly monthlyUsers: number;
  /** Tokens of Bedrock models a month; 0 where none is stated, and then an estimate leaves them out. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Share of requests whose traces are recorded, where something records them; 0 to 1. */
  readonly tracedShare: number;
  /** How long one run of a scheduled job takes. */
  readonly jobMinutes: number;
  /** Average use of a database's processors, 0 to 1. Burstable ones pay for what is above their baseline. */
  readonly databaseCpu: number;
  /** Share of the month in which nobody is connected to a serverless cluster that may pause; 0 to 1. */
  readonly pausedShare: number;
  /** Share of what is stored that changes within a day, 0 to 1; what backups grow by. */
  readonly dailyChange: number;
}
