import { stateHeldBy } from "@fairlead/deploy";
import { describeLocation } from "@fairlead/errors";
import type { PlannedResource, PlanRecord } from "../plan/plan-record.js";
import { findingLines } from "../report/finding-text.js";
import { type Page, section } from "../report/page.js";
import { columns } from "../terminal/wrap.js";

/** Resources below their stacks; a pair of names that is too wide for a line takes two. */
export const resourceLines = (resources: readonly PlannedResource[], { style, width }: Page): readonly string[] =>
  [...Map.groupBy(resources, ({ stack }) => stack)].flatMap(([stack, held]) => [
    `  ${style("quiet", stack)}`,
    ...held.flatMap(({ logicalId, type }) => {
      const shortType = type.replace(/^AWS::/, "");
      const lead = `    ${style("name", logicalId)}`;
      return 6 + logicalId.length + shortType.length <= width
        ? [`${lead}  ${style("quiet", shortType)}`]
        : [lead, `      ${style("quiet", shortType)}`];
    }),
  ]);

/** The AWS page of a type, by the scheme of the template reference. */
function referenceUrl(type: string): string {
  const [, service = "", resource = ""] = type.split("::");
  return `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-${service}-${resource}.html`
    .toLowerCase()
    .replace("awscloudformation/latest/templatereference", "AWSCloudFormation/latest/TemplateReference");
}

function oneResource(resource: PlannedResource, record: PlanRecord, page: Page): readonly string[] {
  const { style, width } = page;
  const { stack, logicalId, type, constructPath, address, source } = resource;
  const state = stateHeldBy(type);
  const findings = record.findings.filter(
    (finding) => finding.resource?.logicalId === logicalId && finding.resource.stack === stack,
  );
  const rows = [
    ["type", type],
    ["stack", stack],
    ["construct", constructPath],
    [
      "caused by",
      address === null
        ? "the environment as a whole"
        : `${address}${source === null ? "" : ` (${describeLocation(source)})`}`,
    ],
    ...(state === null ? [] : [["holds", `${state}: a replacement is shown as danger`]]),
    ...(type.startsWith("AWS::") ? [["reference", style("link", referenceUrl(type))]] : []),
  ];
  return [
    style("heading", `${stack}/${logicalId}`),
    ...columns(
      rows.map(([name = "", value = ""]) => [style("quiet", name), value]),
      width,
    ),
    ...(findings.length === 0 ? [] : findingLines(findings, page)),
  ];
}

/** One resource in full, or several as a list. */
export function resourceText(resources: readonly PlannedResource[], record: PlanRecord, page: Page): readonly string[] {
  const [only] = resources;
  if (only !== undefined && resources.length === 1) {
    const part =
      only.address === null
        ? []
        : ["", `The part that caused it: fairlead explain ${only.address} -e ${record.app.environment.name}`];
    return [...oneResource(only, record, page), ...part];
  }
  return section(`${resources.length} resources`, resourceLines(resources, page), page).slice(1);
}
