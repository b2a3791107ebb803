import type { LogLine, Logs } from "../logs/logs.js";

/** Where a container writes. */
export interface LogStream {
  readonly group: string;
  readonly stream: string;
}

/** Pages that are read at most: a task that wrote more than these hold has said enough by then. */
const MOST_PAGES = 5;

/** The last lines of some streams, in the order of time. */
export async function lastLines(
  streams: readonly LogStream[],
  { fromMs, count }: { readonly fromMs: number; readonly count: number },
  logs: Logs,
): Promise<readonly string[]> {
  const groups = [...new Set(streams.map(({ group }) => group))];
  const read = await Promise.all(
    groups.map((group) => {
      const names = streams.filter((stream) => stream.group === group).map(({ stream }) => stream);
      return readGroup({ group, streams: names, fromMs, untilMs: null, filter: null }, logs);
    }),
  );
  return read
    .flat()
    .toSorted((one, other) => one.atMs - other.atMs)
    .slice(-count)
    .map(({ text }) => text);
}

async function readGroup(query: Omit<Parameters<Logs["read"]>[0], "page">, logs: Logs): Promise<readonly LogLine[]> {
  let lines: readonly LogLine[] = [];
  let page: string | null = null;
  for (let at = 0; at < MOST_PAGES; at += 1) {
    const answer = await logs.read({ ...query, page });
    lines = [...lines, ...answer.lines];
    if (answer.next === null) return lines;
    page = answer.next;
  }
  return lines;
}
