import { setImmediate } from "node:timers/promises";
import { EXIT_CODES } from "./exit-codes.js";
import type { EndSignal, Interruption } from "./ports.js";
import type { Ending } from "./process-ending.js";

const SIGNALS = {
  SIGINT: { code: EXIT_CODES.interrupted.code, says: "Interrupted" },
  SIGTERM: { code: EXIT_CODES.terminated.code, says: "Terminated" },
} as const satisfies Readonly<Record<EndSignal, unknown>>;

const NOTHING_LEFT = "nothing half-written is left, an earlier plan is as it was.";

/**
 * Puts away what was begun when the process ends early, and ends it on SIGINT and SIGTERM unless somebody has taken the signals over. Synthesis
 * is synchronous, so a signal is answered where {@link Interruption.answer} is awaited: within a second or two.
 */
export function interruptionOfProcess({ exit }: Ending): Interruption {
  const cleanUps = new Set<() => void>();
  let takers: readonly ((signal: EndSignal) => void)[] = [];
  process.once("exit", () => {
    for (const cleanUp of cleanUps) cleanUp();
  });
  const end = (signal: EndSignal, says: string): void => {
    const lineEnd = process.stderr.isTTY ? "\r\u001b[2K" : "";
    for (const cleanUp of cleanUps) cleanUp();
    cleanUps.clear();
    process.stderr.write(`${lineEnd}${says}\n`);
    exit(SIGNALS[signal].code);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      const taker = takers.at(-1);
      if (taker === undefined) end(signal, `${SIGNALS[signal].says}; ${NOTHING_LEFT}`);
      else taker(signal);
    });
  }
  return {
    onInterrupt: (cleanUp) => {
      cleanUps.add(cleanUp);
      return () => {
        cleanUps.delete(cleanUp);
      };
    },
    // An immediate runs after the event loop has looked for signals; promises alone never let it look.
    answer: async () => {
      await setImmediate();
    },
    end,
    takeOver: (answer) => {
      takers = [...takers, answer];
      return () => {
        takers = takers.filter((other) => other !== answer);
      };
    },
  };
}
