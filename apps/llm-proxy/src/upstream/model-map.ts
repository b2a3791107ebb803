/** The caller's model names, with `*`, and what a provider calls them; `*` alone on the right keeps the name. */
export type ModelMap = Readonly<Record<string, string>>;

/**
 * @returns the name to ask for; `null`: this provider doesn't offer it. An empty map passes every name on.
 */
export function mapModel(models: ModelMap, requested: string): string | null {
  const exact = models[requested];
  if (exact !== undefined && Object.hasOwn(models, requested)) return exact === "*" ? requested : exact;
  let isEmpty = true;
  for (const pattern in models) {
    isEmpty = false;
    if (!pattern.includes("*") || !matchesPattern(pattern, requested)) continue;
    const mapped = models[pattern];
    return mapped === undefined || mapped === "*" ? requested : mapped;
  }
  return isEmpty ? requested : null;
}

/** Whether `*` in a pattern, standing for any characters, makes it the text. No regular expression: patterns come from people. */
export function matchesPattern(pattern: string, text: string): boolean {
  if (pattern === text) return true;
  const parts = pattern.split("*");
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return false;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
