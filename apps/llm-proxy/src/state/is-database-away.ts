/** SQL states that say "not now": shutting down, starting up, too many connections, connection failures (class 08). */
const AWAY_STATES = new Set(["57P01", "57P02", "57P03", "53300"]);
const SOCKET_ERRORS = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EPIPE",
  "EHOSTUNREACH",
]);
/** pg 8.23 gives these no code. */
const MESSAGES = /timeout exceeded when trying to connect|Query read timeout|Connection terminated|not queryable/u;

/** Whether an error of a query says that the database can't be reached, and nothing of the query itself. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.some(isDatabaseAway)) return true;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return AWAY_STATES.has(code) || code.startsWith("08") || SOCKET_ERRORS.has(code) || MESSAGES.test(error.message);
}
