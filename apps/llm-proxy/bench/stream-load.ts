import { Agent, type ClientRequest, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

export interface StreamLoad {
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly streams: number;
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** Called when all streams run, and again at the end: what lies between belongs to the frames that are counted. */
  readonly onWindow: (edge: "begins" | "ends") => void;
}

export interface StreamLoadResult {
  /** Within the window. */
  readonly frames: number;
  /** From a call to the first byte of its first frame, of the calls that began within the window. */
  readonly firstFrameMs: readonly number[];
  /** Streams that ended without `[DONE]`, or never began. */
  readonly broken: number;
}

const BODY = JSON.stringify({
  model: "gpt-4o-mini",
  stream: true,
  messages: [{ role: "user", content: "The quick brown fox jumps over the lazy dog. ".repeat(18) }],
});
/** Begun one after the other over the length of one stream, so that they don't march in step. */
const SPREAD_MS = 1300;
const SETTLE_MS = 1700;
const FRAME = Buffer.from("data: ");
const END = Buffer.from("[DONE]");

/** Keeps a number of streams open; when one ends, the next begins. */
export async function readStreams(load: StreamLoad): Promise<StreamLoadResult> {
  const reader = new StreamReader(load);
  const { signal } = load;
  reader.begin();
  try {
    await wait(SPREAD_MS + SETTLE_MS, null, { signal });
    reader.isCounting = true;
    load.onWindow("begins");
    await wait(load.seconds * 1000, null, { signal });
    reader.isCounting = false;
    load.onWindow("ends");
    return reader.result;
  } finally {
    reader.end();
  }
}

class StreamReader {
  isCounting = false;
  readonly #load: StreamLoad;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  readonly #open = new Set<ClientRequest>();
  readonly #firstFrameMs: number[] = [];
  #frames = 0;
  #broken = 0;
  #isOver = false;

  constructor(load: StreamLoad) {
    this.#load = load;
  }

  get result(): StreamLoadResult {
    return { frames: this.#frames, firstFrameMs: this.#firstFrameMs, broken: this.#broken };
  }

  begin(): void {
    const { streams } = this.#load;
    for (let index = 0; index < streams; index += 1)
      setTimeout(
        () => {
          this.#next();
        },
        (index * SPREAD_MS) / streams,
      );
  }

  end(): void {
    this.#isOver = true;
    for (const call of this.#open) call.destroy();
    this.#agent.destroy();
  }

  #next(): void {
    if (this.#isOver) return;
    const { origin, headers } = this.#load;
    const startedMs = performance.now();
    const isCounted = this.isCounting;
    let isFirst = true;
    let hasEnded = false;
    const call = request(`${origin}/v1/chat/completions`, {
      method: "POST",
      agent: this.#agent,
      headers: { ...headers, "content-length": Buffer.byteLength(BODY) },
    });
    this.#open.add(call);
    call.on("response", (response) => {
      response.on("data", (chunk: Buffer) => {
        const frames = countOf(chunk, FRAME);
        if (this.isCounting) this.#frames += frames;
        if (isFirst && frames > 0 && isCounted) this.#firstFrameMs.push(performance.now() - startedMs);
        if (frames > 0) isFirst = false;
        if (chunk.includes(END)) hasEnded = true;
      });
    });
    call.on("error", () => undefined);
    call.on("close", () => {
      this.#open.delete(call);
      if (this.#isOver) return;
      // A broken one is not followed by another: a peer that is down would else be called without a pause.
      if (hasEnded) this.#next();
      else this.#broken += 1;
    });
    call.end(BODY);
  }
}

function countOf(bytes: Buffer, wanted: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + wanted.length)) count += 1;
  return count;
}
