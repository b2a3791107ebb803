const SECONDS_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ["s", 1],
  ["m", 60],
  ["h", 3600],
  ["d", 86_400],
]);

const PATTERN = /^(?<count>\d{1,9})(?<unit>[smhd])$/u;

/** Reads a whole number and its unit (`"30s"`, `"10m"`, `"2h"`, `"1d"`) as seconds; `null` when the text is no duration. */
export function parseDurationSeconds(text: string): number | null {
  const { count, unit } = PATTERN.exec(text)?.groups ?? {};
  const secondsPerUnit = SECONDS_PER_UNIT.get(unit ?? "");
  return count === undefined || secondsPerUnit === undefined ? null : Number(count) * secondsPerUnit;
}

/** Writes seconds in the largest unit that holds them without a rest: 600 is `10m`, 90 is `90s`. */
export function formatDuration(seconds: number): string {
  if (seconds !== 0 && seconds % 86_400 === 0) return `${seconds / 86_400}d`;
  if (seconds !== 0 && seconds % 3600 === 0) return `${seconds / 3600}h`;
  if (seconds !== 0 && seconds % 60 === 0) return `${seconds / 60}m`;
  return `${seconds}s`;
}
