import type { CatalogueEntry } from "../catalogue/catalogue-entry.js";

export const REACHABLE_BEYOND = {
  code: "ReachableBeyondDescription",
  severity: "error",
  title: "The templates open a way that the description doesn't have",
  why: "A reference is a connection, and nothing else is open: a way that nobody wrote is one that nobody looks after.",
  fix: "Take away what opened it, a change made with customize(…) as a rule, or name the part in a variable if the connection is meant.",
  link: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
} as const satisfies CatalogueEntry;

export const PERMITTED_BEYOND = {
  code: "PermittedBeyondDescription",
  severity: "error",
  title: "A role may do what the description doesn't have",
  why: "What a task may do is what whoever breaks into it may do.",
  fix: "Take the statement away, a change made with customize(…) as a rule, or name the part in a variable if the access is meant.",
  link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
} as const satisfies CatalogueEntry;
