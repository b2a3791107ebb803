/** Whether a path fits a pattern in which `*` stands for any characters. */
export const matchesPath = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`, "u").test(path);

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/gu, "\\$&");

/** Whether there is a path that fits both of two patterns. In the second `?` stands for one character, as load balancers have it. */
export function patternsMeet(ours: string, theirs: string): boolean {
  if (ours === "" || theirs === "") return /^\**$/u.test(ours + theirs);
  // A `*` stands for nothing, or takes in one character of the other's.
  if (ours.startsWith("*")) return patternsMeet(ours.slice(1), theirs) || patternsMeet(ours, theirs.slice(1));
  if (theirs.startsWith("*")) return patternsMeet(ours, theirs.slice(1)) || patternsMeet(ours.slice(1), theirs);
  const isSame = theirs.startsWith("?") || ours.startsWith(theirs.slice(0, 1));
  return isSame && patternsMeet(ours.slice(1), theirs.slice(1));
}
