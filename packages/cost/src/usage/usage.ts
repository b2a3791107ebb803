/** What a month brings that no template tells. */
export interface Usage {
  readonly requestsPerMonth: number;
  /** Of a request and of its answer, with everything that streams; KB of 1,000 bytes. */
  readonly requestKb: number;
  readonly responseKb: number;
  /** What all services write to their logs for one request. */
  readonly logKbPerRequest: number;
  /** How far from the least to the most tasks an average hour lies; 0 to 1. */
  readonly load: number;
  /** Releases a month: each pulls the images again. */
  readonly releases: number;
  /** Of one image, compressed. */
  readonly imageGb: number;
  /** In each database, bucket and volume that doesn't state a size. */
  readonly storedGb: number;
  /** People who sign in. */
  readonly monthlyUsers: number;
}

/**
 * Assumed where a description states nothing: a small team's app that is used on workdays. Each line of an estimate that rests on
 * one of these says so.
 */
export const USAGE_DEFAULTS: Usage = {
  requestsPerMonth: 300_000,
  // A prompt with its history, and an answer of some hundred tokens as server-sent events, a hundred bytes a token.
  requestKb: 8,
  responseKb: 40,
  // One line of 450 bytes for each of a few services.
  logKbPerRequest: 1.5,
  // Busy for about five hours of a day.
  load: 0.2,
  releases: 10,
  imageGb: 0.2,
  storedGb: 10,
  monthlyUsers: 1_000,
};
