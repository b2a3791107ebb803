import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { Fault } from "@fairlead/errors";
import type { PolicyViolation } from "aws-cdk-lib";
import type { Violation } from "../assembly/assembly.js";
import type { JudgedStack, Verdicts } from "./judged-stack.js";
import type { Verdict } from "./verdict.js";

/**
 * Runs in a thread of its own: the engine takes seconds, and cdk-nag is asked meanwhile; its memory is given back with the thread.
 * As text, because a thread's module must be one file wherever this package lies, bundled or not.
 */
const THREAD = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { App, CloudFormationValidatePlugin } = require(workerData.cdk);
  const appConstruct = new App({ analyticsReporting: false });
  const { violations } = new CloudFormationValidatePlugin().validate({ ...workerData.templates, appConstruct });
  parentPort.postMessage(violations);
`;

const cdkPath = (): string => createRequire(import.meta.url).resolve("aws-cdk-lib");

/** What the plugin takes, without the construct tree: it reads the files alone. */
const templatesOf = (stacks: readonly JudgedStack[]) => ({
  templatePaths: stacks.map(({ templatePath }) => templatePath),
  stackTemplates: stacks.map(({ constructPath, templatePath, account, region }) => ({
    stackConstructPath: constructPath,
    templatePath,
    accountId: account,
    region,
  })),
});

const askEngine = (stacks: readonly JudgedStack[]): Promise<readonly PolicyViolation[]> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(THREAD, { eval: true, workerData: { cdk: cdkPath(), templates: templatesOf(stacks) } });
    thread.once("message", resolve);
    thread.once("error", (error) => {
      reject(new Fault("ValidatorFailed", "CloudFormation's validator ended with an error.", error));
    });
    thread.once("exit", (code) => {
      reject(new Fault("ValidatorFailed", `CloudFormation's validator ended with ${code} and no verdict.`));
    });
  });

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
export async function judgeByCloudFormation(stacks: readonly JudgedStack[]): Promise<Verdicts> {
  const violations = await askEngine(stacks);
  return new Map(
    stacks.map(({ name, templatePath }) => [
      name,
      violations.flatMap((violation) => inTemplate(violation, templatePath)),
    ]),
  );
}
