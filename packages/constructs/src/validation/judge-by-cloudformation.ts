import { App, CloudFormationValidatePlugin } from "aws-cdk-lib";
import type { PolicyViolation } from "aws-cdk-lib";
import type { Violation } from "../assembly/assembly.js";
import type { JudgedStack, Verdicts } from "./judged-stack.js";
import type { Verdict } from "./verdict.js";

// The engine takes most of a second to start; a second plan in the same process finds it running.
let startedPlugin: CloudFormationValidatePlugin | undefined;

function severityOf(severity: string | undefined): Violation["severity"] {
  if (severity === "error" || severity === "fatal") return "error";
  return severity === "warning" ? "warning" : "note";
}

const inTemplate = (violation: PolicyViolation, templatePath: string): Verdict =>
  violation.violatingResources
    .filter((resource) => resource.templatePath === templatePath)
    .map((resource) => ({
      tool: "cloudformation-validate",
      rule: violation.ruleName,
      severity: severityOf(violation.severity),
      description: violation.description,
      fix: violation.fix ?? null,
      logicalId: resource.resourceLogicalId ?? null,
      locations: resource.locations,
    }));

/** Asks the CloudFormation validator that ships inside `aws-cdk-lib` about templates: schemas, references, known pitfalls. */
export function judgeByCloudFormation(stacks: readonly JudgedStack[]): Verdicts {
  startedPlugin ??= new CloudFormationValidatePlugin();
  const { violations } = startedPlugin.validate({
    templatePaths: stacks.map(({ templatePath }) => templatePath),
    stackTemplates: stacks.map(({ constructPath, templatePath, account, region }) => ({
      stackConstructPath: constructPath,
      templatePath,
      accountId: account,
      region,
    })),
    // Asked for by the interface; this plugin reads the files alone.
    appConstruct: new App({ analyticsReporting: false }),
  });
  return new Map(
    stacks.map(({ name, templatePath }) => [
      name,
      violations.flatMap((violation) => inTemplate(violation, templatePath)),
    ]),
  );
}
