import type { Finding } from "@fairlead/check";
import { describeLocation } from "@fairlead/errors";
import type { Tone } from "../terminal/style.js";
import { wrapHanging } from "../terminal/wrap.js";
import { type Page, section } from "./page.js";
import { count, listed } from "./phrases.js";

const TONES = { error: "danger", warning: "warning", note: "quiet" } as const satisfies Readonly<
  Record<Finding["severity"], Tone>
>;

export const isOpen = ({ status }: Finding): boolean => status.kind === "open";

/** `fairlead.config.ts:12  services.proxy  Ecs/ProxyService (AWS::ECS::Service)`, as far as it is known. */
export function findingPlace({ source, address, resource }: Finding): string {
  return [
    source === null ? null : describeLocation(source),
    address,
    resource === null ? null : `${resource.stack}/${resource.logicalId}`,
  ]
    .filter((part) => part !== null)
    .join("  ");
}

/** Findings of one kind: why and how to mend it once, then each place with what is the case there. */
function kindLines(findings: readonly Finding[], { style, width }: Page): readonly string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const { code, severity, why, fix, link } = first;
  const number = findings.length === 1 ? "" : style("quiet", `  ${findings.length} times`);
  return [
    `  ${style(TONES[severity], severity)}  ${style("heading", code)}${number}`,
    ...findings.flatMap((finding) => {
      const place = findingPlace(finding);
      return [
        ...wrapHanging("    • ", finding.message, width),
        ...(place === "" ? [] : wrapHanging("      ", place, width).map((line) => style("quiet", line))),
      ];
    }),
    ...wrapHanging(`    ${style("quiet", "why")}  `, why, width),
    ...wrapHanging(`    ${style("good", "fix")}  `, fix, width),
    ...(link === "" ? [] : [`    ${style("quiet", "see")}  ${style("link", link)}`]),
  ];
}

/** Findings of one code together, in the order in which the first of each comes. */
export function byKind(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const kinds = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.code}`;
    kinds.set(key, [...(kinds.get(key) ?? []), finding]);
  }
  return [...kinds.values()];
}

/** Same code, same reason: one line. */
function acceptedLines(findings: readonly Finding[], { style, width }: Page): readonly string[] {
  const groups = new Map<string, { code: string; reason: string; until: string; number: number }>();
  for (const { code, status } of findings) {
    if (status.kind !== "accepted") continue;
    const key = `${code}\n${status.reason}`;
    const number = (groups.get(key)?.number ?? 0) + 1;
    groups.set(key, { code, reason: status.reason, until: status.until, number });
  }
  return [...groups.values()].flatMap(({ code, reason, until, number }) =>
    wrapHanging(
      `  ${style("quiet", "accepted")}  `,
      `${code}${number === 1 ? "" : ` (${number}×)`} until ${until}: ${reason}`,
      width,
    ),
  );
}

export function countFindings(findings: readonly Finding[]): string {
  const open = findings.filter(isOpen);
  const accepted = findings.length - open.length;
  const severities = (["error", "warning", "note"] as const)
    .map((severity) => ({ severity, number: open.filter((finding) => finding.severity === severity).length }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => count(number, severity));
  return `${severities.length === 0 ? "None open" : `Open: ${listed(severities)}`}; ${accepted} accepted with a reason`;
}

/** Open ones in full; notes and accepted ones counted, unless more detail is asked for. */
export function findingLines(findings: readonly Finding[], page: Page): readonly string[] {
  const shown = findings.filter((finding) => isOpen(finding) && (finding.severity !== "note" || page.verbosity > 0));
  const hint = page.verbosity > 0 ? "" : " (-v shows all)";
  return section(
    "Findings",
    [
      ...byKind(shown).flatMap((kind) => [...kindLines(kind, page), ""]),
      ...(page.verbosity > 0 ? acceptedLines(findings, page) : []),
      ...wrapHanging("  ", `${countFindings(findings)}${findings.length === shown.length ? "" : hint}.`, page.width),
    ],
    page,
  );
}
