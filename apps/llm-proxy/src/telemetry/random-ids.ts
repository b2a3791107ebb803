import { randomFillSync } from "node:crypto";

const TRACE_BYTES = 16;
const SPAN_BYTES = 8;
/** One system call for so many ids. */
const POOL_BYTES = 6144;
const UINT32 = 2 ** 32;

/**
 * Ids for calls that are not recorded, which are nearly all: in hexadecimal, from a pool of randomness. The pool is written
 * out as one text and cut; a call into the runtime for each id costs more than the id.
 */
export class RandomIds {
  readonly #pool = Buffer.alloc(POOL_BYTES);
  #digits = "";
  #used = 0;

  traceId(): string {
    return this.#take(TRACE_BYTES);
  }

  spanId(): string {
    return this.#take(SPAN_BYTES);
  }

  #take(bytes: number): string {
    const length = 2 * bytes;
    if (this.#used + length > this.#digits.length) {
      this.#digits = randomFillSync(this.#pool).toString("hex");
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += length;
    return this.#digits.slice(start, this.#used);
  }
}

/** Decides by the id's last bytes, which W3C wants random, so that every service with the same ratio decides alike. */
export const isSampled = (traceId: string, ratio: number): boolean =>
  ratio > 0 && Number.parseInt(traceId.slice(-8), 16) / UINT32 < ratio;
