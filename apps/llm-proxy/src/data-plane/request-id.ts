import { randomFillSync } from "node:crypto";

const BYTES_PER_ID = 10;
const IDS_PER_FILL = 256;

/** UUIDs of version 7 (RFC 9562 §5.7): sorted by time, 74 bits of chance. Chance is fetched for many at once. */
export function requestIds(clock: { epochMs(): number }): () => string {
  const pool = Buffer.alloc(BYTES_PER_ID * IDS_PER_FILL);
  let at = pool.length;
  return () => {
    if (at === pool.length) {
      randomFillSync(pool);
      at = 0;
    }
    pool[at] = (0x70 | ((pool[at] ?? 0) & 0x0f)) & 0xff;
    pool[at + 2] = 0x80 | ((pool[at + 2] ?? 0) & 0x3f);
    const time = Math.floor(clock.epochMs()).toString(16).padStart(12, "0");
    const rest = pool.toString("hex", at, at + BYTES_PER_ID);
    at += BYTES_PER_ID;
    return `${time.slice(0, 8)}-${time.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8)}`;
  };
}

/** What a caller may choose as an id: it is sent back and may be looked at in a terminal. */
const SAFE = /^[A-Za-z0-9._:-]{1,128}$/;

export const safeClientId = (header: string | string[] | undefined): string | null =>
  typeof header === "string" && SAFE.test(header) ? header : null;
