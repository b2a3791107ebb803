import { isUserError, type UserError } from "@fairlead/errors";
import type { Clock } from "../clock/clock.js";
import type { LogLine, LogPage, LogQuery, Logs } from "./logs.js";

/** One line as it is told: of which part of the app, which container, which task. */
export interface ToldLine {
  readonly part: string;
  readonly container: string;
  /** Id of the task. */
  readonly task: string;
  readonly atMs: number;
  readonly text: string;
}

/** Which lines are wanted. */
export interface LogRequest {
  /** Parts of the app with the log group of each. */
  readonly groups: readonly { readonly part: string; readonly group: string }[];
  readonly fromMs: number;
  /** `null`: to the end. */
  readonly untilMs: number | null;
  /** A filter pattern of CloudWatch Logs; `null`: every line. */
  readonly filter: string | null;
  /** Only this container's; `null`: those of all. */
  readonly container: string | null;
  /** Ids of tasks whose lines are wanted; `null`: those of all. */
  readonly tasks: readonly string[] | null;
  /** The latest so many; what comes after is not counted when it is followed. */
  readonly limit: number;
  readonly isFollowed: boolean;
}

export interface LogReader {
  /** Each line once, in the order of time as far as it is known. */
  readonly tell: (line: ToldLine) => void;
  /** What goes on besides, as full sentences. */
  readonly warn: (says: string) => void;
}

interface LogPorts {
  readonly logs: Logs;
  readonly clock: Clock;
}

/** Between two looks. `FilterLogEvents` takes 25 a second in the large regions and 5 in others (quotas of CloudWatch Logs, as of 2025). */
const FOLLOW_MS = 2_000;
/** What came this late is still told: containers hand lines over in batches of up to five seconds (`PutLogEvents` of the awslogs driver, assumed). */
const LATE_MS = 15_000;
/** After a refusal for too many calls. */
const THROTTLED_MS = 10_000;

/** `<prefix>/<container>/<task id>`; what else writes into the group has a stream of another form. */
function toldLine(part: string, { stream, atMs, text }: LogLine): ToldLine {
  const parts = stream.split("/");
  const [container = part, task = ""] = parts.length >= 3 ? parts.slice(-2) : [part, stream];
  return { part, container, task, atMs, text };
}

const isThrottled = (error: unknown): error is UserError =>
  isUserError(error) && error.problems.some(({ code }) => code === "AwsThrottled");

/** Goes on after throttling, patiently; says so once. */
async function patiently<Value>(
  read: () => Promise<Value>,
  ports: LogPorts,
  patience: Patience,
): Promise<Value | null> {
  for (;;) {
    if (patience.signal.aborted) return null;
    try {
      return await read();
    } catch (error) {
      if (!isThrottled(error)) throw error;
      if (!patience.hasWarned) patience.warn("CloudWatch Logs refuses so many calls; the lines come later.");
      patience.hasWarned = true;
      await ports.clock.sleep(THROTTLED_MS, patience.signal);
    }
  }
}

interface Patience {
  readonly signal: AbortSignal;
  readonly warn: (says: string) => void;
  hasWarned: boolean;
}

interface Window {
  readonly fromMs: number;
  readonly untilMs: number | null;
}

interface SeenLine {
  readonly key: string;
  readonly line: ToldLine;
}

/** All lines of all groups in a window, in the order of time. */
async function linesIn(
  window: Window,
  request: LogRequest,
  ports: LogPorts,
  patience: Patience,
): Promise<readonly SeenLine[]> {
  const found: SeenLine[] = [];
  for (const { part, group } of request.groups) {
    let page: string | null = null;
    do {
      const query: LogQuery = { group, streams: null, ...window, filter: request.filter, page };
      const answer: LogPage | null = await patiently(() => ports.logs.read(query), ports, patience);
      if (answer === null) return found;
      found.push(...answer.lines.map((line) => ({ key: `${group} ${line.id}`, line: toldLine(part, line) })));
      page = answer.next;
    } while (page !== null);
  }
  return found.filter(({ line }) => isWanted(line, request)).sort((left, right) => left.line.atMs - right.line.atMs);
}

const isWanted = (line: ToldLine, { container, tasks }: LogRequest): boolean =>
  (container === null || line.container === container) &&
  (tasks === null || tasks.some((task) => line.task.startsWith(task)));

/**
 * Reads the logs of several parts as one, and goes on reading when they are followed, until the signal is aborted or `untilMs` has passed.
 * Throttling makes it wait and not fail.
 */
export async function readLogs(
  request: LogRequest,
  ports: LogPorts,
  { tell, warn }: LogReader,
  signal: AbortSignal,
): Promise<void> {
  const patience: Patience = { signal, warn, hasWarned: false };
  const first = await linesIn(request, request, ports, patience);
  const shown = first.slice(-request.limit);
  if (shown.length < first.length) {
    warn(`The earlier ${first.length - shown.length} lines are left out (--limit ${request.limit}).`);
  }
  for (const { line } of shown) tell(line);
  if (request.isFollowed) await follow(first, request, ports, { tell, patience });
}

async function follow(
  first: readonly SeenLine[],
  request: LogRequest,
  ports: LogPorts,
  { tell, patience }: { readonly tell: LogReader["tell"]; readonly patience: Patience },
): Promise<void> {
  let seen = new Map(first.map(({ key, line }) => [key, line.atMs]));
  const isOver = (): boolean =>
    patience.signal.aborted || (request.untilMs !== null && ports.clock.nowMs() > request.untilMs + LATE_MS);
  for (;;) {
    await ports.clock.sleep(FOLLOW_MS, patience.signal);
    if (isOver()) return;
    const fromMs = Math.max(request.fromMs, ports.clock.nowMs() - LATE_MS - FOLLOW_MS);
    const lines = await linesIn({ fromMs, untilMs: request.untilMs }, request, ports, patience);
    for (const { key, line } of lines) if (!seen.has(key)) tell(line);
    // What is older than the next look can't come again.
    seen = new Map(
      [...seen, ...lines.map(({ key, line }) => [key, line.atMs] as const)].filter(([, atMs]) => atMs >= fromMs),
    );
  }
}
