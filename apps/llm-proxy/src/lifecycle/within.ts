/** Waits for work, but no longer than the signal allows. Never rejects; the work itself is not stopped. */
export function within(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      signal.removeEventListener("abort", end);
      resolve();
    };
    signal.addEventListener("abort", end);
    work.then(end, end);
  });
}
