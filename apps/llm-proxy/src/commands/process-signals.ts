import { SYSTEM_CLOCK } from "../server/system-clock.js";

/** What ends a process in good order: SIGTERM from a platform, SIGINT from a keyboard. */
const ENDING = ["SIGTERM", "SIGINT"] as const;

/**
 * npm hands Ctrl-C on to a process that already has it from the terminal (seen with npm 11 and bash as its shell); the two
 * come within milliseconds. Whoever is tired of waiting has waited longer than this.
 */
const SAME_PRESS_MS = 250;

/**
 * Resolves with the first signal. A second one ends the process at once: whoever sends it is tired of waiting.
 * @param ignored signals that belong to somebody else, e.g. SIGINT in a worker, whose primary gets it too.
 */
export function firstSignal(ignored: readonly NodeJS.Signals[] = []): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  let firstAtMs: number | null = null;
  const listener = (signal: NodeJS.Signals): void => {
    if (ignored.includes(signal)) return;
    const nowMs = SYSTEM_CLOCK.monotonicMs();
    const isSamePress = signal === "SIGINT" && nowMs - (firstAtMs ?? nowMs) < SAME_PRESS_MS;
    if (firstAtMs !== null && !isSamePress) process.exit(1);
    firstAtMs ??= nowMs;
    resolve(signal);
  };
  for (const signal of ENDING) process.on(signal, listener);
  return promise;
}
