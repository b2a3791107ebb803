const pad = (number: number): string => String(number).padStart(2, "0");

/** How long something has gone on: `12 s`, `3:04 min`, `1:02 h`. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${pad(seconds % 60)} min` : `${Math.floor(minutes / 60)}:${pad(minutes % 60)} h`;
}

/** The time of day in UTC, e.g. `10:02:13Z`. */
export const timeOfDay = (nowMs: number): string => `${new Date(nowMs).toISOString().slice(11, 19)}Z`;
