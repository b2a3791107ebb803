import { join, resolve } from "node:path";
import type { Assembly } from "@fairlead/constructs";
import type { AdvisedEstimate } from "@fairlead/cost";
import { expectPresent } from "@fairlead/errors";
import { comparePlans } from "../diff/compare-plans.js";
import { readablePath } from "../config/stack-frames.js";
import { ASSEMBLY_FOLDER, COST_FILE, type OutputFolders, PLAN_FILE, REPORT_FILE } from "../folder/output-folders.js";
import { makeRootFolder, recoverFolder, replaceFolder, withScratchFolder } from "../folder/replace-folder.js";
import { readPackageFacts } from "../package-facts.js";
import type { Matrices, Ports } from "../ports.js";
import { costPage } from "../cost-page/cost-page.js";
import { planMarkdown } from "../report/plan-markdown.js";
import type { Progress } from "../terminal/progress.js";
import { type EarlierPlan, readEarlierPlan, requireEarlierPlan, whyUnreadable } from "./earlier-plan.js";
import { assemble } from "./assemble.js";
import { makeRecord, pricesHash } from "./make-record.js";
import { type AppChoice, openApp, type OpenedApp } from "./open-app.js";
import type { PlanRecord } from "./plan-record.js";
import { hashOf } from "./hash.js";

/** A plan that was made, and where it lies. */
export interface PlannedApp {
  readonly record: PlanRecord;
  readonly folders: OutputFolders;
  /** Absolute path of the folder that holds the configuration file. */
  readonly baseFolder: string;
  /** What the reader should know of the comparison, as full sentences. */
  readonly remarks: readonly string[];
}

/** A plan that was made now, with its templates. */
export interface AssembledPlan extends PlannedApp {
  /** In the folder where the plan was put. */
  readonly assembly: Assembly;
}

/** A plan that was judged and not kept. */
export interface JudgedApp extends PlannedApp {
  readonly matrices: Matrices;
}

export interface PlanRequest extends AppChoice {
  /** Folder of an earlier plan, absolute or relative to the current folder; `null`: the plan being replaced. */
  readonly against: string | null;
}

interface Work {
  readonly ports: Ports;
  readonly progress: Progress;
  /** Whether IAM's decisions are simulated; default false, because it takes about a second more. */
  readonly simulatesIam?: boolean;
}

const STAGE_LABELS = {
  construct: "Constructing the stacks",
  synthesize: "Writing the templates",
  validate: "Validating the templates",
} as const;

async function judge(
  opened: OpenedApp,
  folder: string,
  { ports, progress, simulatesIam = false }: Work,
): Promise<{ record: PlanRecord; estimate: AdvisedEstimate; assembly: Assembly; matrices: Matrices }> {
  // The first time in a process CDK is loaded here, which takes longer than what follows.
  progress.stage("Loading CDK");
  const assembly = await assemble(opened, ports, {
    outputFolder: join(folder, ASSEMBLY_FOLDER),
    onStage: (stage) => {
      progress.stage(STAGE_LABELS[stage]);
    },
  });
  await ports.interruption.answer();
  progress.stage("Checking");
  const { findings, matrices } = await ports.checkApp({
    app: opened.app,
    assembly,
    today: ports.clock.today(),
    simulatesIam,
  });
  const { region, usage } = opened.app.environment;
  const fetchedPrices = ports.files.read(opened.folders.pricesFile);
  const estimate = await ports.estimateCost({ assembly, region, usage, fetchedPrices });
  const { version } = readPackageFacts();
  return {
    assembly,
    matrices,
    record: makeRecord({
      app: opened.app,
      assembly,
      findings,
      estimate,
      fetchedPrices,
      configFile: opened.configFile,
      version,
    }),
    estimate,
  };
}

function earlierPlan(request: PlanRequest, folders: OutputFolders): EarlierPlan | null {
  const { files, cwd } = request.ports;
  if (request.against !== null) return requireEarlierPlan("--against", resolve(cwd, request.against), files);
  recoverFolder(folders.environment, files);
  return readEarlierPlan(folders.environment, files);
}

/**
 * Plans one environment and puts the result into `.fairlead/<env>/`, whole or not at all.
 * Can be called again and again in one process; what CDK needs is then loaded already.
 *
 * @throws UserError for all that the reader can mend; an earlier plan is then as it was.
 */
export async function planApp(request: PlanRequest): Promise<AssembledPlan> {
  const { ports, progress } = request;
  const opened = await openApp(request);
  const { folders, config } = opened;
  makeRootFolder(folders.root, ports.files);
  const earlier = earlierPlan(request, folders);
  const reason = earlier === null ? whyUnreadable(folders.environment, ports.files) : null;
  const { record, assembly } = await replaceFolder(folders.environment, ports, async (folder) => {
    const judged = await judge(opened, folder, request);
    progress.stage("Comparing with the earlier plan");
    const changes = earlier === null ? null : await comparePlans(earlier, judged.record, judged.assembly.stacks);
    const complete = {
      ...judged.record,
      changes: changes && { ...changes, against: readablePath(changes.against, config.baseFolder) },
    };
    progress.stage("Writing the plan");
    ports.files.write(join(folder, PLAN_FILE), `${JSON.stringify(complete, null, 2)}\n`);
    ports.files.write(join(folder, REPORT_FILE), planMarkdown(complete));
    ports.files.write(join(folder, COST_FILE), costPage(complete, judged.estimate));
    return { record: complete, assembly: { ...judged.assembly, directory: folders.assembly } };
  });
  progress.end();
  const remarks = reason === null ? [] : [`The earlier plan ${reason}, so there was nothing to compare with.`];
  return { record, assembly, folders, baseFolder: config.baseFolder, remarks };
}

async function judgeWithoutKeeping(opened: OpenedApp, choice: AppChoice & Work): Promise<JudgedApp> {
  const { folders, config } = opened;
  makeRootFolder(folders.root, choice.ports.files);
  const { record, matrices } = await withScratchFolder(folders.environment, choice.ports, (folder) =>
    judge(opened, folder, choice),
  );
  choice.progress.end();
  return { record, matrices, folders, baseFolder: config.baseFolder, remarks: [] };
}

/** Makes and checks everything without keeping any of it: what `check` needs. */
export const judgeApp = async (choice: AppChoice): Promise<JudgedApp> =>
  await judgeWithoutKeeping(await openApp(choice), { ...choice, simulatesIam: true });

/** The plan on disk when it is of this description and this version; else a fresh one, which is not kept. */
export async function currentPlan(choice: AppChoice): Promise<PlannedApp> {
  const opened = await openApp(choice);
  const { folders, config, app } = opened;
  const kept = readEarlierPlan(folders.environment, choice.ports.files)?.record;
  // What a customization does to the templates is in its code, which has no hash.
  const isCustomized = config.description.customization !== null;
  // What a site's folder holds is in the templates, and not in the description.
  const hasSites = app.sites.length > 0;
  if (
    isCustomized ||
    hasSites ||
    kept?.descriptionHash !== hashOf(app) ||
    kept.estimate === null ||
    // Other prices came since, or went.
    kept.pricesHash !== pricesHash(choice.ports.files.read(folders.pricesFile)) ||
    kept.fairlead !== readPackageFacts().version
  ) {
    return await judgeWithoutKeeping(opened, choice);
  }
  choice.progress.end();
  return { record: kept, folders, baseFolder: config.baseFolder, remarks: [] };
}

/** A plan of the description as it stands, with what it costs. */
export async function pricedPlan(choice: AppChoice): Promise<PlannedApp & { readonly estimate: AdvisedEstimate }> {
  const planned = await currentPlan(choice);
  return { ...planned, estimate: expectPresent(planned.record.estimate, "The estimate of a plan that was made now") };
}
