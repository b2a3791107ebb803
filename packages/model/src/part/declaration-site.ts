import { fileURLToPath } from "node:url";

/** The place in the user's source where a part was written. */
export interface DeclarationSite {
  /** Absolute path. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** `at name (file:///app/a.ts:3:5)`, `at /app/a.ts:3:5`, `at async file:///app/a.ts?version=2:3:5`. */
const FRAME = /(?:\(|at (?:async )?)(?<file>[^()]+?):(?<line>\d+):\d+\)?$/u;

/** Reads the place out of one line of a stack trace. */
export function parseFrame(frame: string): DeclarationSite | null {
  const { file, line } = FRAME.exec(frame.trimEnd())?.groups ?? {};
  if (file === undefined || line === undefined) return null;
  // A loader may add a query to import the same file anew.
  const path = file.replace(/[?#].*$/u, "");
  return { file: path.startsWith("file:") ? fileURLToPath(path) : path, line: Number(line) };
}

/**
 * Finds where `declare` was called from. One frame is taken and no more: a description has hundreds of parts, and a whole
 * stack would cost more than all else that a declaration does.
 */
export function findDeclarationSite(declare: (...args: never[]) => unknown): DeclarationSite | null {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  const trace: { stack?: string } = {};
  Error.captureStackTrace(trace, declare);
  const frame = trace.stack?.split("\n").at(-1);
  Error.stackTraceLimit = limit;
  return frame === undefined ? null : parseFrame(frame);
}
