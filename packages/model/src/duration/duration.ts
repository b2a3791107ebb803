const SECONDS_PER_UNIT = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** A whole number and its unit: `"30s"`, `"10m"`, `"2h"`, `"1d"`. */
export type Duration = `${number}${keyof typeof SECONDS_PER_UNIT}`;

const PATTERN = /^(?<count>\d{1,9})(?<unit>[smhd])$/u;

/** Reads a duration as seconds; `null` when the text is none. */
export function parseDurationSeconds(text: string): number | null {
  const { count, unit } = PATTERN.exec(text)?.groups ?? {};
  if (count === undefined) return null;
  switch (unit) {
    case "s":
    case "m":
    case "h":
    case "d":
      return Number(count) * SECONDS_PER_UNIT[unit];
    default:
      return null;
  }
}

/** Writes seconds in the largest unit that holds them without a rest: 600 is `10m`, 90 is `90s`. */
export function formatDuration(seconds: number): string {
  if (seconds !== 0 && seconds % 86_400 === 0) return `${seconds / 86_400}d`;
  if (seconds !== 0 && seconds % 3600 === 0) return `${seconds / 3600}h`;
  if (seconds !== 0 && seconds % 60 === 0) return `${seconds / 60}m`;
  return `${seconds}s`;
}
