/** Looks at a value as an object; what is none has no entries. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? Object.fromEntries<unknown>(Object.entries(value)) : {};
