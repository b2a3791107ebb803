import type { Assembly } from "@fairlead/constructs";
import type { ResolvedApp } from "@fairlead/model";
import { applyAcceptances } from "./acceptance/apply-acceptances.js";
import { type Draft, toFinding } from "./acceptance/draft.js";
import type { CatalogueEntry } from "./catalogue/catalogue-entry.js";
import { compareFindings } from "./compare-findings.js";
import type { Finding } from "./finding.js";
import { PERMITTED_BEYOND, REACHABLE_BEYOND } from "./matrix/beyond-entries.js";
import type { Permission } from "./matrix/permission-matrix.js";
import { permittedBeyond } from "./matrix/permitted-beyond.js";
import { reachableBeyond } from "./matrix/reachable-beyond.js";
import { reachesIn } from "./matrix/reachability-matrix.js";
import { APP_RULES } from "./rules/app-rules.js";
import type { AppRule, TemplateRule } from "./rules/rule.js";
import { TEMPLATE_RULES } from "./rules/template-rules.js";
import { TemplateGraph } from "./templates/template-graph.js";
import { translateViolation } from "./translation/translate-violation.js";

type Unsourced = Omit<Draft, "source">;

const fromAppRule = (rule: AppRule, app: ResolvedApp): Unsourced[] =>
  rule.check(app).map((found) => aboutPart(rule, found));

/** What is said of a part of the description, or of the environment as a whole. */
const aboutPart = (
  entry: CatalogueEntry,
  {
    address,
    message,
    severity = entry.severity,
  }: Pick<Finding, "address" | "message"> & Partial<Pick<Finding, "severity">>,
): Unsourced => ({
  code: entry.code,
  severity,
  message,
  why: entry.why,
  fix: entry.fix,
  link: entry.link,
  address,
  resource: null,
  constructPath: "",
  actions: [],
});

const fromTemplateRule = (rule: TemplateRule, graph: TemplateGraph): Unsourced[] =>
  rule.check(graph).map(({ resource, message, severity = rule.severity }) => ({
    code: rule.code,
    severity,
    message,
    why: rule.why,
    fix: rule.fix,
    link: rule.link,
    address: resource.address,
    resource: { stack: resource.stack, logicalId: resource.logicalId, type: resource.type },
    constructPath: resource.constructPath,
    actions: [],
  }));

/** What the templates open or permit beyond the description. */
const fromMatrices = (
  { app, permissions }: Pick<CheckInput, "app" | "permissions">,
  graph: TemplateGraph,
): Unsourced[] => [
  ...reachableBeyond(reachesIn(graph), app).map((beyond) => aboutPart(REACHABLE_BEYOND, beyond)),
  ...permittedBeyond(permissions, app).map((beyond) => aboutPart(PERMITTED_BEYOND, beyond)),
];

const fromViolations = ({ violations }: Assembly, graph: TemplateGraph): Unsourced[] =>
  violations.map((violation) =>
    translateViolation(
      violation,
      violation.logicalId === null ? null : graph.resource(violation.stack, violation.logicalId),
    ),
  );

/** What an app's plan is checked by. */
export interface CheckInput {
  readonly app: ResolvedApp;
  readonly assembly: Assembly;
  /** Day in ISO form, e.g. `2026-11-21`: acceptances end by it. */
  readonly today: string;
  /** What the roles of the templates may do, see `permissionMatrix`; empty: nobody asked. */
  readonly permissions: readonly Permission[];
}

/**
 * Every finding on an app and on the templates made from it, accepted ones included, in a stable order: the gravest first,
 * then by code and resource.
 */
export function checkApp({ app, assembly, today, permissions }: CheckInput): Finding[] {
  const graph = new TemplateGraph(assembly);
  const drafts = [
    ...APP_RULES.flatMap((rule) => fromAppRule(rule, app)),
    ...TEMPLATE_RULES.flatMap((rule) => fromTemplateRule(rule, graph)),
    ...fromMatrices({ app, permissions }, graph),
    ...fromViolations(assembly, graph),
  ].map((draft) => ({ ...draft, source: draft.address === null ? null : (app.sources[draft.address] ?? null) }));
  return applyAcceptances(drafts, app, { today }).sort(compareFindings);
}

/** Findings on the templates of any CDK app: the rules that need no description. */
export function checkTemplates(assembly: Assembly): Finding[] {
  const graph = new TemplateGraph(assembly);
  return [...TEMPLATE_RULES.flatMap((rule) => fromTemplateRule(rule, graph)), ...fromViolations(assembly, graph)]
    .map((draft) => toFinding({ ...draft, source: null }, { kind: "open" }))
    .sort(compareFindings);
}
