import type { Interruption as Wanted } from "@fairlead/deploy";
import type { CommandContext } from "../command/command.js";
import type { ProgressView } from "../events/progress-view.js";
import type { EndSignal } from "../ports.js";
import { isSomebodyThere } from "./may-ask.js";
import { questionAbout, wishOf } from "./question.js";

export interface InterruptibleOptions {
  /** What goes on, as the beginning of a sentence, e.g. `The deployment of prod`. */
  readonly what: string;
  /** The command that shows how it goes on, e.g. `fairlead status -e prod`. */
  readonly lookAgain: string;
  /** What aborting does, as the end of "abort, and …"; default: go back to the version before. */
  readonly abort?: string;
  /** Whether there is anything to leave running or to take back; default: once a step was begun that changes something. */
  readonly isTouched?: () => boolean;
}

/** What ends the waiting early. */
export type Canceller = EndSignal | "detached";

/** Work that Ctrl-C and SIGTERM don't simply end. */
export interface Interruptible {
  /** Aborted with what is wanted as its reason, `leave` or `roll-back`. */
  readonly signal: AbortSignal;
  /** What it was that cancelled; `detached`: nobody but ourselves; `null`: nothing has. */
  cancelledBy(): Canceller | null;
  /** Leaves it running, as was asked for in advance. */
  leave(): void;
  /** From now on signals end the process again. */
  release(): void;
}

/** Steps that change something in AWS; until the first of them there is nothing to leave running or to take back. */
const TOUCHING = ["stacks", "release", "services", "smoke", "record", "rollback"];

const hasTouched = ({ steps, stacks }: ProgressView): boolean =>
  stacks.some(({ status }) => status !== "WAITING") || steps.some(({ step }) => TOUCHING.includes(step));

/**
 * Takes signals over while AWS works. Ctrl-C of a person asks: keep waiting, leave it running, or abort and go back; pressed again while the
 * question stands, it leaves it running. Where nobody can be asked, and on SIGTERM, it is left running. A signal after that ends the process.
 */
export function interruptible(context: CommandContext, options: InterruptibleOptions): Interruptible {
  const { what, lookAgain, abort = "go back to the version before" } = options;
  const isTouched = options.isTouched ?? (() => hasTouched(context.events.view()));
  const { interruption, terminal } = context.ports;
  const work = new AbortController();
  let by: Canceller | null = null;
  let question: AbortController | null = null;

  const cancel = (wanted: Wanted, canceller: Canceller): void => {
    by = canceller;
    work.abort(wanted);
  };
  const ask = async (standing: AbortController): Promise<void> => {
    const goOn = context.events.pause();
    let wish = wishOf(await terminal.ask(questionAbout(what, abort), standing.signal));
    while (wish === null) wish = wishOf(await terminal.ask("k, l or a? ", standing.signal));
    question = null;
    goOn();
    // It ended while the question stood, which is the answer.
    if (hasEnded) return;
    if (wish !== "keep-waiting") cancel(wish, "SIGINT");
  };
  const answer = (signal: EndSignal): void => {
    if (work.signal.aborted) {
      interruption.end(signal, `${what} goes on in AWS; \`${lookAgain}\` shows how.`);
    } else if (question !== null) {
      question.abort();
      if (signal === "SIGTERM") cancel("leave", signal);
    } else if (signal === "SIGTERM" || !isSomebodyThere(context) || !isTouched()) {
      cancel("leave", signal);
    } else {
      question = new AbortController();
      void ask(question);
    }
  };
  let hasEnded = false;
  const giveBack = interruption.takeOver(answer);
  return {
    signal: work.signal,
    cancelledBy: () => by,
    leave: () => {
      if (!work.signal.aborted) cancel("leave", "detached");
    },
    release: () => {
      hasEnded = true;
      question?.abort();
      giveBack();
    },
  };
}
