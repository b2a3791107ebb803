import { App } from "aws-cdk-lib";
import { judgeTemplates } from "../validation/judge-templates.js";
import type { VerdictStore } from "../validation/verdict-store.js";
import { appContext } from "./app-context.js";
import type { Assembly } from "./assembly.js";
import { readAnnotations } from "./read-annotations.js";
import { readAssembly } from "./read-assembly.js";

/** What takes time while templates are made. */
export type SynthesisStage = "construct" | "synthesize" | "validate";

/** How an assembly is made. */
export interface SynthesisOptions {
  /** Folder that the cloud assembly is written to. */
  readonly outdir: string;
  readonly verdicts: VerdictStore;
  /** Called as each stage begins. */
  readonly onProgress?: ((stage: SynthesisStage) => void) | undefined;
}

/** A CDK app as Fairlead sets it up: recommended feature flags, no usage data, validation by Fairlead's own hands. */
export const makeApp = (outdir: string): App =>
  new App({
    outdir,
    analyticsReporting: false,
    // The same validator runs in judgeTemplates, which leaves out templates that it has judged before.
    builtinCloudFormationValidation: false,
    // Capturing a stack trace for each construct costs more than it tells: findings name the line of the description.
    stackTraces: false,
    treeMetadata: false,
    context: { ...appContext() },
  });

/**
 * Synthesizes a CDK app and reads it back as values: templates, resources, and what the validators say. Works for every CDK app.
 *
 * @throws UserError when a construct needs to look something up in an AWS account.
 */
export async function assemble(
  app: App,
  { verdicts, onProgress }: Omit<SynthesisOptions, "outdir">,
): Promise<Assembly> {
  onProgress?.("synthesize");
  const cloudAssembly = app.synth();
  const { directory, stacks, resources } = readAssembly(app, cloudAssembly);
  onProgress?.("validate");
  const violations = [...readAnnotations(cloudAssembly, resources), ...(await judgeTemplates(stacks, verdicts))];
  return {
    directory,
    stacks: stacks.map(({ name, role, templateFile, template, dependsOn, region }) => ({
      name,
      role,
      templateFile,
      template,
      dependsOn,
      region,
    })),
    resources,
    violations,
  };
}
