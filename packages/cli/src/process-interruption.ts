import { setImmediate } from "node:timers/promises";
import { EXIT_CODES } from "./exit-codes.js";
import type { Interruption } from "./ports.js";

const SIGNALS = {
  SIGINT: { code: EXIT_CODES.interrupted.code, says: "Interrupted" },
  SIGTERM: { code: EXIT_CODES.terminated.code, says: "Terminated" },
} as const;

/**
 * Ends the process on SIGINT and SIGTERM after all that was begun is put away. Synthesis is synchronous, so a signal is answered
 * where {@link Interruption.answer} is awaited: within a second or two.
 */
export function interruptionOfProcess(): Interruption {
  const cleanUps = new Set<() => void>();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      for (const cleanUp of cleanUps) cleanUp();
      const lineEnd = process.stderr.isTTY ? "\r\u001b[2K" : "";
      process.stderr.write(
        `${lineEnd}${SIGNALS[signal].says}; nothing half-written is left, an earlier plan is as it was.\n`,
      );
      process.exit(SIGNALS[signal].code);
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
