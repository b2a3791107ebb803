import { randomUUID } from "node:crypto";

/** A UUID of version 7 (RFC 9562 §5.7): begins with the time, so that ids sort as calls came. */
export function newRequestId(epochMs: number): string {
  const time = epochMs.toString(16).padStart(12, "0");
  // Node's randomness comes from a pool, at 0.2 µs; its version 7 is too new to rely on.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
