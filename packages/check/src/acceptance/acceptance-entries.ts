import type { CatalogueEntry } from "../catalogue/catalogue-entry.js";

const link = "docs/generated/findings.md";

export const ACCEPTANCE_EXPIRED = {
  code: "AcceptanceExpired",
  severity: "warning",
  title: "An acceptance has ended",
  why: "A finding is accepted for a time, so that somebody looks again whether the reason still holds.",
  fix: "Mend what was accepted, or give the acceptance a new reason and a new day; one of Fairlead's own is renewed by a newer Fairlead.",
  link,
} as const satisfies CatalogueEntry;

export const ACCEPTANCE_UNUSED = {
  code: "AcceptanceUnused",
  severity: "warning",
  title: "An acceptance covers nothing",
  why: "It would silently cover the next finding of that code, which nobody has looked at.",
  fix: "Take the acceptance out of the description, or correct its code and address.",
  link,
} as const satisfies CatalogueEntry;
