/** The process can't go on for a reason that its operator can mend; the message says how. */
export class StartupError extends Error {
  override readonly name = "StartupError";
}
