/** Options with what their types forbid, as someone writes them whose editor checks no types. */
export function miswritten<Options extends object>(
  options: Options,
  changes: Readonly<Record<string, unknown>>,
): Options {
  const copy = { ...options };
  for (const [key, value] of Object.entries(changes)) Reflect.set(copy, key, value);
  return copy;
}
