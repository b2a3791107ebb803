import type { ChangeAction, PropertyChange } from "@fairlead/deploy";
import { describeLocation } from "@fairlead/errors";
import { type DescriptionChange, endangering, type PlanChanges, type ResourceChange } from "../diff/resource-change.js";
import type { Tone } from "../terminal/style.js";
import { wrapHanging } from "../terminal/wrap.js";
import { type Page, section } from "./page.js";
import { count, listed } from "./phrases.js";
import { differenceLines } from "./difference-lines.js";

const MARKS = {
  create: ["+", "good"],
  update: ["~", "warning"],
  replace: ["±", "danger"],
  "may-replace": ["±", "warning"],
  delete: ["-", "danger"],
} as const satisfies Readonly<Record<ChangeAction, readonly [string, Tone]>>;

const MAX_PROPERTIES = 6;

/** A task definition is never changed: each change makes a new revision, which replaces nothing that anybody holds on to. */
const isRevision = ({ type, action }: ResourceChange): boolean =>
  type === "AWS::ECS::TaskDefinition" && (action === "replace" || action === "may-replace");

export function actionText(change: ResourceChange): string {
  if (isRevision(change)) return "new revision";
  switch (change.action) {
    case "create":
      return "is created";
    case "update":
      return "changes in place";
    case "replace":
      return change.renamedFrom === null ? "is replaced" : `replaces ${change.renamedFrom}`;
    case "may-replace":
      return "may be replaced";
    case "delete":
      return "goes";
  }
}

export function fateText({ holds, oldResource }: ResourceChange): string {
  switch (oldResource) {
    case null:
      return "";
    case "deleted":
      return `What it holds would be LOST: ${holds ?? "its contents"}.`;
    case "kept":
      return `The old one stays on AWS, outside the stack. What it holds does not move to a new one: ${holds ?? "nothing"}.`;
    case "snapshot":
      return `A last snapshot is taken. What it holds does not move to a new one by itself: ${holds ?? "its contents"}.`;
  }
}

const placeOf = ({ source, address }: ResourceChange): string =>
  [source === null ? null : describeLocation(source), address].filter((part) => part !== null).join("  ");

function propertyLines(properties: readonly PropertyChange[], page: Page): readonly string[] {
  const { style, verbosity } = page;
  const shown = verbosity > 0 ? properties : properties.slice(0, MAX_PROPERTIES);
  const left = properties.length - shown.length;
  return [
    ...shown.flatMap(({ replacement, ...difference }) =>
      differenceLines({ ...difference, remark: replacement === "always" ? style("danger", "replaces") : "" }, 8, page),
    ),
    ...(left > 0 ? [style("quiet", `        and ${left} more (-v shows all)`)] : []),
  ];
}

function resourceLines(change: ResourceChange, page: Page): readonly string[] {
  const { style, width } = page;
  const [mark, tone] = isRevision(change) ? MARKS.update : MARKS[change.action];
  const place = placeOf(change);
  return [
    ...wrapHanging(
      `    ${style(tone, mark)} `,
      `${style("name", change.logicalId)} ${style("quiet", change.type)} ${actionText(change)}`,
      width,
    ),
    ...(place === "" ? [] : [style("quiet", `      ${place}`)]),
    // That a new revision replaces the old one goes without saying.
    ...propertyLines(
      isRevision(change)
        ? change.properties.map((property) => ({ ...property, replacement: "never" }))
        : change.properties,
      page,
    ),
  ];
}

function endangeredLines(change: ResourceChange, page: Page): readonly string[] {
  const { style, width } = page;
  const causes = change.properties.filter(({ replacement }) => replacement !== "never");
  const place = placeOf(change);
  return [
    ...wrapHanging(
      `  ${style("danger", "!")} `,
      `${style("danger", `${change.stack}/${change.logicalId}`)} (${change.type}) ${style("danger", actionText(change))}`,
      width,
    ),
    ...(place === "" ? [] : [style("quiet", `    ${place}`)]),
    ...wrapHanging("    ", fateText(change), width),
    ...propertyLines(causes, page),
  ];
}

function descriptionLines(changes: readonly DescriptionChange[], page: Page): readonly string[] {
  return changes.flatMap(({ source, path, ...difference }) =>
    differenceLines(
      // An edge is told by its ends.
      {
        ...difference,
        path: path.replace(/^connections\./, ""),
        remark: source === null ? "" : page.style("quiet", describeLocation(source)),
      },
      4,
      page,
    ),
  );
}

const COUNTED = [
  ["replace", "replaced"],
  ["may-replace", "perhaps replaced"],
  ["delete", "deleted"],
  ["update", "changed"],
  ["create", "created"],
] as const;

/** `1 replaced, 2 changed and 1 new revision` */
export function countChanges({ resources }: PlanChanges): string {
  const revisions = resources.filter(isRevision).length;
  const counted = COUNTED.map(([action, word]) => {
    const number = resources.filter((change) => change.action === action && !isRevision(change)).length;
    return number === 0 ? null : `${number} ${word}`;
  });
  return listed(
    [...counted, revisions === 0 ? null : count(revisions, "new revision")].filter((part) => part !== null),
  );
}

const isWhole = ({ action }: ResourceChange): boolean => action === "create" || action === "delete";

/** Resources that come or go with a part: one line, for their names say nothing new. */
function groupLines(changes: readonly ResourceChange[], page: Page): readonly string[] {
  const [first] = changes;
  if (first === undefined) return [];
  if (changes.length === 1) return resourceLines(first, page);
  const { style, width } = page;
  const [mark, tone] = MARKS[first.action];
  const types = new Map<string, number>();
  for (const { type } of changes) types.set(type, (types.get(type) ?? 0) + 1);
  const listedTypes = [...types].map(
    ([type, number]) => `${type.replace("AWS::", "")}${number === 1 ? "" : ` ×${number}`}`,
  );
  const verb = first.action === "create" ? "are created" : "go";
  return [
    ...wrapHanging(
      `    ${style(tone, mark)} `,
      `${changes.length} resources of ${style("name", first.address ?? "the environment")} ${verb}`,
      width,
    ),
    ...wrapHanging("      ", listedTypes.join(", "), width).map((line) => style("quiet", line)),
  ];
}

function changedStackLines(changes: readonly ResourceChange[], page: Page): readonly string[] {
  const groups = new Map<string, ResourceChange[]>();
  for (const change of changes) {
    const isSingle = page.verbosity > 0 || !isWhole(change);
    const key = isSingle ? change.logicalId : `${change.action} ${change.address ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].flatMap((group) => groupLines(group, page));
}

function stackChangeLines(changes: PlanChanges, page: Page): readonly string[] {
  const { style } = page;
  return changes.stacks.flatMap(({ stack, kind }) => {
    const resources = changes.resources.filter((change) => change.stack === stack);
    const name = style("heading", stack);
    switch (kind) {
      case "added":
        return [`  ${style("good", "+")} ${name} is new, with ${count(resources.length, "resource")}`];
      case "metadata":
        return [`  ${name}: only parameters, outputs, order or metadata differ`];
      case "unknown":
        return [
          `  ${style("warning", "?")} ${name} differs, but its earlier template can't be read: ${UNKNOWN_CHANGES}`,
        ];
      case "removed":
        return [`  ${style("danger", "-")} ${name} goes`, ...changedStackLines(resources, page)];
      case "changed":
        return [`  ${name}`, ...changedStackLines(resources, page)];
    }
  });
}

const UNKNOWN_CHANGES = "what changes in it is not known";

export const hasChanges = ({ stacks, description }: PlanChanges): boolean =>
  stacks.length > 0 || description.length > 0;

/** What differs from the earlier plan: data in danger first, then what was written, then the rest by stack. */
export function changeLines(changes: PlanChanges | null, page: Page): readonly string[] {
  if (changes === null) return [];
  if (!hasChanges(changes)) return section("Changes", ["  No changes."], page);
  const summary =
    changes.resources.length === 0
      ? "No resource changes."
      : `${count(changes.resources.length, "resource")}: ${countChanges(changes)}.`;
  return [
    ...section(
      page.style("danger", "DATA IN DANGER"),
      endangering(changes.resources).flatMap((change) => endangeredLines(change, page)),
      page,
    ),
    ...section(
      "Changes",
      [
        ...(changes.description.length === 0
          ? []
          : ["  In the description", ...descriptionLines(changes.description, page)]),
        ...stackChangeLines(changes, page),
        `  ${summary}`,
      ],
      page,
    ),
  ];
}
