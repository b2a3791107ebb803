import type { Finding, Severity } from "./finding.js";

const RANKS = { error: 0, warning: 1, note: 2 } as const satisfies Record<Severity, number>;

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const placeOf = ({ resource, address }: Finding): string =>
  `${resource?.stack ?? ""}/${resource?.logicalId ?? ""}/${address ?? ""}`;

/** Orders findings: the gravest first, then by code, by resource and by what is said. */
export const compareFindings = (a: Finding, b: Finding): number =>
  RANKS[a.severity] - RANKS[b.severity] ||
  compareText(a.code, b.code) ||
  compareText(placeOf(a), placeOf(b)) ||
  compareText(a.message, b.message);
