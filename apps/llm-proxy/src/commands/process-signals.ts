/** What ends a process in good order: SIGTERM from a platform, SIGINT from a keyboard. */
const ENDING = ["SIGTERM", "SIGINT"] as const;

/**
 * Resolves with the first signal. A second one ends the process at once: whoever sends it is tired of waiting.
 * @param ignored signals that belong to somebody else, e.g. SIGINT in a worker, whose primary gets it too.
 */
export function firstSignal(ignored: readonly NodeJS.Signals[] = []): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  let count = 0;
  const listener = (signal: NodeJS.Signals): void => {
    if (ignored.includes(signal)) return;
    count += 1;
    if (count > 1) process.exit(1);
    resolve(signal);
  };
  for (const signal of ENDING) process.on(signal, listener);
  return promise;
}
