import type { Existing, NamedKind } from "../existing/existing.js";

export const fakeExisting = (names: Partial<Readonly<Record<NamedKind, readonly string[]>>> = {}): Existing => ({
  named: (kind, prefix) => Promise.resolve((names[kind] ?? []).filter((name) => name.startsWith(prefix))),
});
