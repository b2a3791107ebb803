/** Tells whether `*` and `?` of a pattern match everything that another stands for. */
export function coversPattern(pattern: string, other: string): boolean {
  const parts = [...pattern.matchAll(/[*?]|[^*?]+/gu)].map(([part]) => {
    if (part === "*") return ".*";
    return part === "?" ? "[^*]" : part.replaceAll(/[\\^$.|+()[\]{}]/gu, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join("")}$`, "u").test(other);
}
