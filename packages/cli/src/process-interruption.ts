import { setImmediate } from "node:timers/promises";
import { EXIT_CODES } from "./exit-codes.js";
import type { Interruption } from "./ports.js";
import type { Ending } from "./process-ending.js";

const SIGNALS = {
  SIGINT: { code: EXIT_CODES.interrupted.code, says: "Interrupted" },
  SIGTERM: { code: EXIT_CODES.terminated.code, says: "Terminated" },
} as const;

/**
 * Puts away what was begun when the process ends early, and ends it on SIGINT and SIGTERM. Synthesis is synchronous, so a signal is answered
 * where {@link Interruption.answer} is awaited: within a second or two.
 */
export function interruptionOfProcess({ exit }: Ending): Interruption {
  const cleanUps = new Set<() => void>();
  process.once("exit", () => {
    for (const cleanUp of cleanUps) cleanUp();
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      const lineEnd = process.stderr.isTTY ? "\r\u001b[2K" : "";
      for (const cleanUp of cleanUps) cleanUp();
      cleanUps.clear();
      process.stderr.write(
        `${lineEnd}${SIGNALS[signal].says}; nothing half-written is left, an earlier plan is as it was.\n`,
      );
      exit(SIGNALS[signal].code);
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
  };
}
