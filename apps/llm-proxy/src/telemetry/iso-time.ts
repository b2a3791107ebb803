/** `2026-11-21T05:00:00.` of the last second that was asked for. */
const last = { second: Number.NaN, text: "" };

/**
 * `Date.prototype.toISOString` for times that come in order: within a second only the last digits change, and each call
 * tells two times.
 */
export function isoTime(epochMs: number): string {
  const ms = Math.floor(epochMs);
  const second = Math.floor(ms / 1000);
  if (second !== last.second) {
    last.second = second;
    last.text = new Date(second * 1000).toISOString().slice(0, -"000Z".length);
  }
  return `${last.text}${String(ms - second * 1000).padStart(3, "0")}Z`;
}
