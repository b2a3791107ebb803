import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourceLocation } from "@fairlead/errors";

/** Path as the reader's editor knows it: relative to the configuration file's folder, with forward slashes. */
export const readablePath = (path: string, baseFolder: string): string =>
  relative(baseFolder, path).split(sep).join("/");

/** Takes `file:///a/b.ts?load=2` or a plain path. */
function toPath(place: string): string {
  const withoutQuery = place.replace(/\?.*$/, "");
  return withoutQuery.startsWith("file:") ? fileURLToPath(withoutQuery) : withoutQuery;
}

/** Where an error's stack first touches a file of the reader's own: below the folder, and in no dependency. */
export function ownFrame(error: unknown, baseFolder: string): SourceLocation | null {
  if (!(error instanceof Error)) return null;
  for (const frame of (error.stack ?? "").split("\n")) {
    const place = /^\s+at .*?\(?((?:file:|\/|[A-Za-z]:\\)[^()]*):(\d+):\d+\)?$/.exec(frame);
    if (place?.[1] === undefined) continue;
    const path = toPath(place[1]);
    if (!path.startsWith(baseFolder + sep) || path.includes(`${sep}node_modules${sep}`)) continue;
    return { file: readablePath(path, baseFolder), line: Number(place[2]) };
  }
  return null;
}

/** What Node writes above the message of a syntax error: the place, the line, and a marker under it. */
export interface SourceExcerpt {
  readonly path: string;
  readonly line: number;
  /** Lines of the source, with the marker. */
  readonly lines: readonly string[];
}

export function sourceExcerpt(error: Error): SourceExcerpt | null {
  const [first = "", ...rest] = (error.stack ?? "").split("\n");
  const place = /^((?:file:|\/|[A-Za-z]:\\).*?):(\d+)$/.exec(first);
  if (place?.[1] === undefined) return null;
  const end = rest.findIndex((line) => line === "" || /^\w*Error\b/.test(line));
  return { path: toPath(place[1]), line: Number(place[2]), lines: end === -1 ? rest : rest.slice(0, end) };
}
