import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { EventRecord } from "../events/event-record.js";
import type { Rejection, Sink } from "./sink.js";

export const FILE_SINK_DEFAULTS = {
  maxBytes: 64 * 1024 * 1024,
  /** `events.ndjson.1` … `.5`; beyond it the oldest go. */
  keptFiles: 5,
} as const;

/** One JSON document a line, synced to the disk before a batch counts as taken. */
export class FileSink implements Sink {
  readonly name = "file";
  readonly #path: string;
  readonly #settings: Record<keyof typeof FILE_SINK_DEFAULTS, number>;
  #file: FileHandle | null = null;
  #bytes = 0;

  constructor(path: string, settings: Partial<Record<keyof typeof FILE_SINK_DEFAULTS, number>> = {}) {
    this.#path = path;
    this.#settings = { ...FILE_SINK_DEFAULTS, ...settings };
  }

  async take(events: readonly EventRecord[]): Promise<readonly Rejection[]> {
    const [kept, rejected] = partition(events);
    if (kept.length > 0) {
      const file = await this.#open();
      const lines = Buffer.from(kept.map(({ json }) => `${json}\n`).join(""));
      await file.appendFile(lines);
      await file.datasync();
      this.#bytes += lines.length;
      if (this.#bytes >= this.#settings.maxBytes) await this.#rotate();
    }
    return rejected;
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  async #open(): Promise<FileHandle> {
    if (this.#file !== null) return this.#file;
    await mkdir(dirname(this.#path), { recursive: true });
    // Read too, to see how its last line ends.
    this.#file = await open(this.#path, "a+", 0o600);
    const { size } = await this.#file.stat();
    this.#bytes = size;
    if (size > 0) await endLine(this.#file, size);
    return this.#file;
  }

  async #rotate(): Promise<void> {
    await this.close();
    const { keptFiles } = this.#settings;
    await rm(`${this.#path}.${keptFiles}`, { force: true });
    for (let index = keptFiles - 1; index >= 0; index -= 1) {
      const from = index === 0 ? this.#path : `${this.#path}.${index}`;
      await rename(from, `${this.#path}.${index + 1}`).catch(() => undefined);
    }
  }
}

/** A process that was killed may have left half a line behind; what follows must not be joined to it. */
async function endLine(file: FileHandle, size: number): Promise<void> {
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  if (last[0] !== "\n".charCodeAt(0)) await file.appendFile("\n");
}

function partition(events: readonly EventRecord[]): [readonly EventRecord[], readonly Rejection[]] {
  const isLine = ({ json }: EventRecord): boolean => json !== "" && !json.includes("\n");
  return [
    events.filter(isLine),
    events.filter((event) => !isLine(event)).map(({ id }) => ({ id, reason: "not a JSON document on one line" })),
  ];
}
