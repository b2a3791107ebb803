import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface ProgramRun {
  readonly command: string;
  /** Handed over as they are; no shell reads them. */
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Each line of both its outputs. */
  readonly onLine?: ((line: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** `code`: `null` when there is no such program. */
export interface ProgramEnd {
  readonly code: number | null;
  /** Its last lines, of both outputs. */
  readonly lastLines: readonly string[];
}

/** What a person reads of a failed build. */
const LAST_LINES = 20;

/** How long a program may put away what it has begun, before it is killed. */
const STOP_MS = 5_000;

/**
 * Runs a program to its end. It is in a process group of its own, so that Ctrl-C in the terminal ends it only when `signal` says so.
 * Rejects with the signal's reason once it has ended for that.
 */
export async function runProgram(run: ProgramRun): Promise<ProgramEnd> {
  run.signal?.throwIfAborted();
  const end = await untilItEnds(run);
  run.signal?.throwIfAborted();
  return end;
}

function untilItEnds({ command, arguments: words, env, onLine, signal }: ProgramRun): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { env: { ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const lastLines: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on("line", (line) => {
        lastLines.push(line);
        if (lastLines.length > LAST_LINES) lastLines.shift();
        onLine?.(line);
      });
    let killing: NodeJS.Timeout | undefined;
    const stop = (): void => {
      killGroup(child.pid, "SIGTERM");
      // Even if the program itself has ended: what it began while the signal was on its way may not have got it.
      killing = setTimeout(() => {
        killGroup(child.pid, "SIGKILL");
      }, STOP_MS);
    };
    signal?.addEventListener("abort", stop, { once: true });
    child.on("error", (error) => {
      signal?.removeEventListener("abort", stop);
      if ("code" in error && (error.code === "ENOENT" || error.code === "EACCES")) resolve({ code: null, lastLines });
      else reject(error);
    });
    // Not "exit": outputs are open for as long as anything that it began runs on.
    child.on("close", (code) => {
      clearTimeout(killing);
      signal?.removeEventListener("abort", stop);
      resolve({ code: code ?? 1, lastLines });
    });
  });
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
