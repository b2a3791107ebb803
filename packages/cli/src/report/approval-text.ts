import { countsOf, type DeployPlan, type TemplateChange } from "@fairlead/deploy";
import { wrapHanging } from "../terminal/wrap.js";
import type { Page } from "./page.js";
import { count, listed } from "./phrases.js";

const KINDS = { add: "is made", change: "changes", remove: "goes", unchanged: "" } as const;

function stackLines({ stacks, changes }: DeployPlan, { style, width }: Page): readonly string[] {
  return stacks
    .filter(({ kind }) => kind !== "unchanged")
    .flatMap(({ name, kind, parameters }) => {
      const here = changes.filter(({ stack }) => stack === name).length;
      const news = [
        ...(here === 0 ? [] : [count(here, "resource")]),
        ...(parameters.length === 0 ? [] : [`new ${listed(parameters)}`]),
      ];
      const tail = news.length === 0 ? "" : ` (${news.join(", ")})`;
      return wrapHanging("  ", `${style("name", name)} ${KINDS[kind]}${tail}`, width);
    });
}

const endangers = ({ action, holds }: TemplateChange): boolean =>
  holds !== null && (action === "replace" || action === "may-replace" || action === "delete");

const FATES = {
  deleted: "what it holds would be LOST",
  kept: "the old one stays, outside the stack",
  snapshot: "a last snapshot is taken",
} as const;

const dataLines = ({ changes }: DeployPlan, { style, width }: Page): readonly string[] =>
  changes
    .filter(endangers)
    .flatMap(({ logicalId, type, action, holds, oldResource }) =>
      wrapHanging(
        `  ${style("danger", "data")}  `,
        `${logicalId} (${type}) ${action === "delete" ? "goes" : "is replaced"}: ${holds ?? "its contents"}; ${FATES[oldResource ?? "deleted"]}.`,
        width,
      ),
    );

/** What a person is asked to agree to: counts, stacks, data in danger, and who may do or reach more than before. */
export function approvalLines(plan: DeployPlan, page: Page): readonly string[] {
  const { style, width } = page;
  const { create, update, replace, delete: gone } = countsOf(plan);
  const counted = [
    [create, "made"],
    [update, "changed"],
    [replace, "replaced"],
    [gone, "removed"],
  ] as const;
  const sum = counted.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  const images =
    plan.imagesToPush.length === 0 ? [] : wrapHanging("  ", `images to push: ${listed(plan.imagesToPush)}`, width);
  return [
    `${style("heading", "This deployment")}  ${sum.length === 0 ? "changes no resource" : `resources: ${sum.join(", ")}`}`,
    ...stackLines(plan, page),
    ...images,
    ...dataLines(plan, page),
    ...plan.broadened.flatMap(({ says }) => wrapHanging(`  ${style("warning", "opens")}  `, says, width)),
    ...plan.says.flatMap((says) => wrapHanging(`  ${style("warning", "note")}  `, says, width)),
  ];
}
