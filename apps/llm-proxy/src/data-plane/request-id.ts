import { randomFillSync } from "node:crypto";

const DIGITS_PER_ID = 19;
const IDS_PER_FILL = 256;

/** Of the first digit after the version: 10 in its upper bits, two of chance below. */
const VARIANTS = ["8", "9", "a", "b"] as const;

/**
 * UUIDs of version 7 (RFC 9562 §5.7): sorted by time, 74 bits of chance. Chance is fetched and written out for many at once,
 * the time once a millisecond.
 */
export function requestIds(clock: { epochMs(): number }): () => string {
  const pool = Buffer.alloc(DIGITS_PER_ID * IDS_PER_FILL);
  const last = { ms: Number.NaN, text: "" };
  let digits = "";
  let at = 0;
  return () => {
    if (at + DIGITS_PER_ID > digits.length) {
      digits = randomFillSync(pool).toString("hex");
      at = 0;
    }
    const ms = Math.floor(clock.epochMs());
    if (ms !== last.ms) {
      const time = ms.toString(16).padStart(12, "0");
      last.ms = ms;
      last.text = `${time.slice(0, 8)}-${time.slice(8)}-7`;
    }
    const variant = VARIANTS[Number.parseInt(digits.charAt(at), 16) & 3] ?? "8";
    const id = `${last.text}${digits.slice(at + 1, at + 4)}-${variant}${digits.slice(at + 4, at + 7)}-${digits.slice(at + 7, at + 19)}`;
    at += DIGITS_PER_ID;
    return id;
  };
}

/** What a caller may choose as an id: it is sent back and may be looked at in a terminal. */
const SAFE = /^[A-Za-z0-9._:-]{1,128}$/;

export const safeClientId = (header: string | string[] | undefined): string | null =>
  typeof header === "string" && SAFE.test(header) ? header : null;
