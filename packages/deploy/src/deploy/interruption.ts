import type { Clock } from "../clock/clock.js";
import type { Interruption } from "./deploy-request.js";

/** Why a run ends before its end: a person, or the time. */
export type Ending = Interruption | "deadline";

/** The signals of a run. */
export interface RunSignals extends Disposable {
  /** Aborted when nothing more may be begun. */
  readonly stop: AbortSignal;
  /** Aborted when nothing is waited for any more, while AWS carries on. */
  readonly leave: AbortSignal;
  /** `null`: nothing has ended it. */
  readonly ending: () => Ending | null;
  /** From now on the time counts; called once. The clock must be one on which several can sleep. */
  readonly setDeadline: (deadlineMs: number) => void;
}

/** Signals that follow a person's and the deadline's. */
export function runSignals(asked: AbortSignal, clock: Clock): RunSignals {
  const stop = new AbortController();
  const leave = new AbortController();
  const over = new AbortController();
  let ending: Ending | null = null;
  const end = (why: Ending): void => {
    if (ending !== null) return;
    ending = why;
    stop.abort(why);
    if (why !== "roll-back") leave.abort(why);
  };
  const onAsked = (): void => {
    end(asked.reason === "roll-back" ? "roll-back" : "leave");
  };
  if (asked.aborted) onAsked();
  asked.addEventListener("abort", onAsked);
  return {
    stop: stop.signal,
    leave: leave.signal,
    ending: () => ending,
    setDeadline: (deadlineMs) => {
      void clock.sleep(deadlineMs - clock.nowMs(), over.signal).then(() => {
        if (!over.signal.aborted) end("deadline");
      });
    },
    [Symbol.dispose]: () => {
      asked.removeEventListener("abort", onAsked);
      over.abort();
    },
  };
}
