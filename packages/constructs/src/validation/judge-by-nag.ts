import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import type { PolicyViolation } from "aws-cdk-lib";
import { CfnInclude } from "aws-cdk-lib/cloudformation-include";
import { AwsSolutionsChecks } from "cdk-nag";
import { appContext } from "../assembly/app-context.js";
import type { JudgedStack, Verdicts } from "./judged-stack.js";
import type { Verdict } from "./verdict.js";

/**
 * `CfnInclude` of aws-cdk-lib 2.276 knows no `Fn::GetStackOutput`. To a rule both functions are the same: a value of another
 * stack's that can't be looked into.
 */
function withoutStackOutputs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutStackOutputs);
  if (typeof value !== "object" || value === null) return value;
  if ("Fn::GetStackOutput" in value) return { "Fn::ImportValue": JSON.stringify(value["Fn::GetStackOutput"]) };
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withoutStackOutputs(child)]));
}

const toVerdict = (violations: readonly PolicyViolation[]): Verdict =>
  violations.flatMap((violation) =>
    violation.violatingResources.map((resource) => ({
      tool: "cdk-nag",
      rule: violation.ruleName,
      severity: violation.severity === "error" ? "error" : "warning",
      description: violation.description,
      fix: null,
      // An included resource is a construct that bears its logical id.
      logicalId: resource.constructPath?.split("/").at(-1) ?? null,
      locations: resource.locations,
    })),
  );

const unreadable = (error: unknown): Verdict => [
  {
    tool: "cdk-nag",
    rule: "CdkNagUnreadable",
    severity: "warning",
    description: `cdk-nag can't read this template: ${error instanceof Error ? error.message : String(error)}`,
    fix: null,
    logicalId: null,
    locations: [],
  },
];

function judgeTemplate(app: App, { name, templateText, account, region }: JudgedStack, folder: string): Verdict {
  const content: unknown = JSON.parse(templateText);
  const templateFile = join(folder, `${name}.json`);
  writeFileSync(templateFile, JSON.stringify(withoutStackOutputs(content)));
  const stack = new Stack(app, name, { env: { account, region } });
  try {
    new CfnInclude(stack, "Template", { templateFile });
  } catch (error) {
    return unreadable(error);
  }
  return toVerdict(new AwsSolutionsChecks().validateScope(stack).violations);
}

/**
 * Asks cdk-nag's AwsSolutions pack about templates. The rules walk a construct tree; they are given one that is made from the
 * template's text and nothing else. So a verdict is a function of that text by construction, it sees raw overrides as AWS will
 * see them, and it can be kept by the text's hash.
 */
export function judgeByNag(stacks: readonly JudgedStack[]): Verdicts {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-nag-"));
  try {
    const app = new App({
      analyticsReporting: false,
      builtinCloudFormationValidation: false,
      stackTraces: false,
      outdir: folder,
      context: appContext(),
    });
    return new Map(stacks.map((stack) => [stack.name, judgeTemplate(app, stack, folder)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
