/** Whether a path fits a pattern in which `*` stands for any characters. */
export const matchesPath = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`, "u").test(path);

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/gu, "\\$&");
