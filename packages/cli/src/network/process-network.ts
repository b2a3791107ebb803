import { UserError } from "@fairlead/errors";
import type { Network } from "../ports.js";

/** A list of prices comes in a steady stream; silence for so long is a broken line. */
const SILENCE_MS = 30_000;
const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** The internet, as Node.js has it. `HTTPS_PROXY` is followed with `NODE_USE_ENV_PROXY=1`, which is Node.js's own switch. */
export const networkWith = (silenceMs: number): Network => ({
  async *open(url) {
    const abort = new AbortController();
    let silence = setTimeout(() => undefined, 0);
    const listen = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => {
        abort.abort(new Error(`nothing came for ${silenceMs / 1000} seconds`));
      }, silenceMs);
    };
    try {
      listen();
      const response = await fetch(url, { signal: abort.signal });
      if (!response.ok || response.body === null) throw refusal(url, response.status);
      const text = (await unzipped(response.body)).pipeThrough(new TextDecoderStream());
      for await (const piece of text) {
        listen();
        yield piece;
      }
    } catch (error) {
      throw error instanceof UserError ? error : broken(url, error);
    } finally {
      clearTimeout(silence);
      abort.abort();
    }
  },
});

export const processNetwork: Network = networkWith(SILENCE_MS);

/** Some of AWS's files are compressed without a header that says so; what a header told of, `fetch` has unpacked already. */
async function unzipped(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const reader = body.getReader();
  const first = await reader.read();
  const whole = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => {
      if (first.done) controller.close();
      else controller.enqueue(first.value);
    },
    pull: async (controller) => {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async (reason) => {
      await reader.cancel(reason);
    },
  });
  const isGzip = GZIP_MAGIC.every((byte, index) => first.value?.[index] === byte);
  return isGzip ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
}

const refusal = (url: string, status: number): UserError =>
  UserError.of("NetworkFailed", {
    message: `${url} was answered with status ${status}.`,
    fix: "Try again later; the prices that were there still hold.",
  });

function broken(url: string, error: unknown): UserError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return UserError.of("NetworkFailed", {
    message: `${url} couldn't be read to its end: ${cause instanceof Error ? cause.message : String(cause)}.`,
    fix: "Look at the connection to the internet, and try again; the prices that were there still hold. Behind a proxy set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.",
    cause: error,
  });
}
