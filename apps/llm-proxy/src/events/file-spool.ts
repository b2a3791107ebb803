import { type FileHandle, mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { EventRecord } from "./event-record.js";

/** A segment is read back whole, so its size bounds the memory that this takes. */
const SEGMENT_BYTES = 4 * 1024 * 1024;
const NAME = /^events-(\d{10})\.ndjson$/u;

interface Segment {
  readonly sequence: number;
  readonly path: string;
  bytes: number;
  count: number;
}

/** A head segment, to be taken away only when all of it has arrived. */
export interface SpooledBatch {
  readonly records: readonly EventRecord[];
  remove(): Promise<void>;
}

/**
 * Events on the disk while Redis is away, in order; a segment is synced to the disk when it is full or closed. What a
 * process left behind, the next one in the same folder sends. One process per folder.
 */
export class FileSpool {
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #segments: Segment[] = [];
  #tail: FileHandle | null = null;

  private constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  static async open(folder: string, maxBytes: number): Promise<FileSpool> {
    await mkdir(folder, { recursive: true });
    const spool = new FileSpool(folder, maxBytes);
    for (const name of (await readdir(folder)).toSorted()) {
      const sequence = NAME.exec(name)?.[1];
      if (sequence === undefined) continue;
      const path = join(folder, name);
      const { size } = await stat(path);
      const count = parseSegment(await readFile(path, "utf8")).length;
      spool.#segments.push({ sequence: Number(sequence), path, bytes: size, count });
    }
    return spool;
  }

  get count(): number {
    return this.#segments.reduce((sum, { count }) => sum + count, 0);
  }

  /** @returns how many were taken, from the first on; the rest has no room. */
  async append(records: readonly EventRecord[]): Promise<number> {
    const used = this.#segments.reduce((sum, { bytes }) => sum + bytes, 0);
    const lines: string[] = [];
    let bytes = 0;
    for (const { id, json } of records) {
      const line = `${JSON.stringify(id)}\t${json}\n`;
      const size = Buffer.byteLength(line);
      if (used + bytes + size > this.#maxBytes) break;
      bytes += size;
      lines.push(line);
    }
    if (lines.length === 0) return 0;
    const segment = await this.#tailSegment();
    await this.#tail?.appendFile(lines.join(""));
    segment.bytes += bytes;
    segment.count += lines.length;
    if (segment.bytes >= SEGMENT_BYTES) await this.#rotate();
    return lines.length;
  }

  /** @returns `null`: nothing is spooled. */
  async head(): Promise<SpooledBatch | null> {
    const [head] = this.#segments;
    if (head === undefined) return null;
    // Nothing may be added to what is being read.
    if (this.#segments.length === 1) await this.#rotate();
    return {
      records: parseSegment(await readFile(head.path, "utf8")),
      remove: async () => {
        await rm(head.path, { force: true });
        this.#segments.shift();
      },
    };
  }

  async close(): Promise<void> {
    await this.#rotate();
  }

  async #tailSegment(): Promise<Segment> {
    const last = this.#segments.at(-1);
    if (this.#tail !== null && last !== undefined) return last;
    const sequence = (last?.sequence ?? 0) + 1;
    const path = join(this.#folder, `events-${String(sequence).padStart(10, "0")}.ndjson`);
    this.#tail = await open(path, "a", 0o600);
    const segment: Segment = { sequence, path, bytes: 0, count: 0 };
    this.#segments.push(segment);
    return segment;
  }

  async #rotate(): Promise<void> {
    const tail = this.#tail;
    this.#tail = null;
    if (tail === null) return;
    await tail.sync();
    await tail.close();
  }
}

/** A last line that was cut off by a crash is left out. */
function parseSegment(text: string): EventRecord[] {
  const records: EventRecord[] = [];
  for (const line of text.split("\n").slice(0, -1)) {
    const tab = line.indexOf("\t");
    if (tab < 2) continue;
    records.push({ id: line.slice(1, tab - 1), json: line.slice(tab + 1) });
  }
  return records;
}
