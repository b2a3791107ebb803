import type { Style } from "./style.js";
import type { Terminal } from "./terminal.js";

/** Tells a waiting person what is going on; on stderr, so that stdout stays data. */
export interface Progress {
  /** Starts a stage and ends the one before it. */
  stage(label: string): void;
  /** A detail of the running stage; shown on a terminal only. */
  detail(text: string): void;
  /** Ends the last stage and clears the line. */
  end(): void;
}

/** How much of it is shown. */
export type ProgressMode = "silent" | "lines" | "live";

export interface ProgressOptions {
  readonly terminal: Terminal;
  readonly style: Style;
  readonly mode: ProgressMode;
  /** Milliseconds on a clock that only goes forward. */
  readonly elapsedMs: () => number;
  /** Whether each stage leaves a line with its duration. */
  readonly verbose: boolean;
}

const CLEAR_LINE = "\r\u001b[2K";

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** One line that is written over on a terminal; one plain line a stage elsewhere, and no cursor codes. */
export function createProgress({ terminal, style, mode, elapsedMs, verbose }: ProgressOptions): Progress {
  const start = elapsedMs();
  let running: { readonly label: string; readonly since: number } | null = null;
  const draw = (text: string): void => {
    const room = (terminal.columns ?? 80) - 1;
    terminal.writeErr(`${CLEAR_LINE}${style("quiet", text.slice(0, room))}`);
  };
  const finish = (): void => {
    if (running === null || mode === "silent") return;
    const took = seconds(elapsedMs() - running.since);
    if (mode === "live") terminal.writeErr(CLEAR_LINE);
    if (verbose) terminal.writeErr(`${style("quiet", `${running.label} took ${took}`)}\n`);
    running = null;
  };
  return {
    stage(label) {
      finish();
      running = { label, since: elapsedMs() };
      if (mode === "live") draw(`${label} … ${seconds(elapsedMs() - start)}`);
      if (mode === "lines") terminal.writeErr(`${label}\n`);
    },
    detail(text) {
      if (mode === "live" && running !== null) draw(`${running.label}: ${text} … ${seconds(elapsedMs() - start)}`);
    },
    end: finish,
  };
}
