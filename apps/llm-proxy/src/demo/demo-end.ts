import { firstSignal } from "../commands/process-signals.js";

/** Resolves with Ctrl-C, with the end of the terminal, or when nobody reads the output any more. */
export function demoEnd(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const end = (): void => {
    resolve(undefined);
  };
  process.on("SIGHUP", end);
  // `npm run demo | head` closes the pipe; what is written to it then must not leave the folder behind.
  process.stdout.on("error", end);
  void firstSignal().then(end);
  return promise;
}
