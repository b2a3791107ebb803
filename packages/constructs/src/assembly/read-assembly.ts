import { join } from "node:path";
import { UserError } from "@fairlead/errors";
import { type App, Stack } from "aws-cdk-lib";
import type { CloudAssembly, CloudFormationStackArtifact } from "aws-cdk-lib/cx-api";
import type { AssembledResource, AssembledStack } from "./assembly.js";
import { deploymentOrder } from "./deployment-order.js";
import { indexResources } from "./index-resources.js";
import { readTemplate } from "./read-template.js";

/** A stack with what its judges need beside the template's content. */
interface ReadStack extends AssembledStack {
  readonly templateText: string;
  readonly templatePath: string;
  readonly constructPath: string;
  readonly region: string | undefined;
  readonly account: string | undefined;
}

/** An assembly before it is judged. */
export interface ReadAssembly {
  readonly directory: string;
  readonly stacks: readonly ReadStack[];
  readonly resources: readonly AssembledResource[];
}

// CDK writes `unknown-region` and `unknown-account` where neither was stated.
const known = (value: string): string | undefined => (value.startsWith("unknown-") ? undefined : value);

/** `VpcStack` → `Vpc`. A stack made of the bare class keeps its own name. */
const roleOf = (stack: Stack): string =>
  stack.constructor === Stack ? stack.stackName : stack.constructor.name.replace(/Stack$/, "");

function readStack(artifact: CloudFormationStackArtifact, rolesByName: ReadonlyMap<string, string>): ReadStack {
  const { text, template } = readTemplate(artifact.templateFullPath);
  return {
    name: artifact.stackName,
    role: rolesByName.get(artifact.stackName) ?? artifact.stackName,
    templateFile: artifact.templateFile,
    template,
    dependsOn: artifact.dependencies
      .flatMap((dependency) => ("stackName" in dependency ? [String(dependency.stackName)] : []))
      .sort(),
    templateText: text,
    templatePath: join(artifact.assembly.directory, artifact.templateFile),
    constructPath: artifact.hierarchicalId,
    region: known(artifact.environment.region),
    account: known(artifact.environment.account),
  };
}

function refuseMissingContext(assembly: CloudAssembly): void {
  const missing = assembly.manifest.missing ?? [];
  if (missing.length === 0) return;
  throw UserError.ofProblems(
    missing.map(({ key, provider }) => ({
      path: "",
      code: "LookupNeeded",
      message: `A construct asks AWS for ${key} (${provider}) while the templates are made; a plan speaks to no account.`,
      fix: "State the value where the construct is made, or put it into the context of the CDK app.",
    })),
  );
}

/** Reads back what a CDK app has written: its stacks in an order in which they can be deployed, and all resources. */
export function readAssembly(app: App, assembly: CloudAssembly): ReadAssembly {
  refuseMissingContext(assembly);
  const stacks = app.node.findAll().filter((construct) => Stack.isStack(construct));
  const rolesByName = new Map(stacks.map((stack) => [stack.stackName, roleOf(stack)]));
  return {
    directory: assembly.directory,
    stacks: deploymentOrder(assembly.stacksRecursively.map((artifact) => readStack(artifact, rolesByName))),
    resources: indexResources(app),
  };
}
