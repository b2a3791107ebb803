import type { Closeable } from "./dependency.js";
import { within } from "./within.js";

/** A part of the way down, with the longest time that it may take. */
export interface ShutdownStep {
  readonly step: Closeable;
  readonly limitMs: number;
}

export interface StepResult {
  readonly name: string;
  /** `late`: its time was over and the next step began all the same. */
  readonly outcome: "done" | "late" | "failed";
  readonly tookMs: number;
}

export interface ShutdownPorts {
  readonly onStep: (result: StepResult) => void;
  /** Monotonic, milliseconds. */
  readonly now: () => number;
}

/**
 * Takes the steps one after the other. None can hold up the rest: each is cut at its own limit, and all together at
 * the total; a failure is told and passed over.
 */
export async function shutDown(
  steps: readonly ShutdownStep[],
  totalMs: number,
  ports: ShutdownPorts,
): Promise<readonly StepResult[]> {
  const total = AbortSignal.timeout(totalMs);
  const results: StepResult[] = [];
  for (const step of steps) {
    const result = await take(step, total, ports.now);
    results.push(result);
    ports.onStep(result);
  }
  return results;
}

async function take({ step, limitMs }: ShutdownStep, total: AbortSignal, now: () => number): Promise<StepResult> {
  const startedMs = now();
  const signal = AbortSignal.any([total, AbortSignal.timeout(limitMs)]);
  let outcome: StepResult["outcome"] = "late";
  const work = step.close(signal).then(
    () => {
      outcome = "done";
    },
    () => {
      outcome = signal.aborted ? "late" : "failed";
    },
  );
  await within(work, signal);
  // What heeds the signal ends in this very turn and may yet say how.
  if (signal.aborted) await within(work, AbortSignal.timeout(50));
  return { name: step.name, outcome, tookMs: now() - startedMs };
}
