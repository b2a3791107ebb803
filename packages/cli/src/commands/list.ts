import { containersOf } from "@fairlead/model";
import type { CommandContext, CommandResult } from "../command/command.js";
import { loadConfig } from "../config/load-config.js";
import { EXIT_CODES } from "../exit-codes.js";
import { outputFolders } from "../folder/output-folders.js";
import { currentPlan } from "../plan/plan-app.js";
import { readEarlierPlan } from "../plan/earlier-plan.js";
import type { PlanRecord } from "../plan/plan-record.js";
import { headerLines, partLines } from "../report/app-text.js";
import { section } from "../report/page.js";
import { count } from "../report/phrases.js";
import { stackLines } from "../report/stack-text.js";
import { columns } from "../terminal/wrap.js";
import { appChoiceOf, pageOf } from "./app-choice.js";

interface ListedEnvironment {
  readonly name: string;
  readonly tier: string | null;
  readonly region: string | null;
  /** Resources of the plan on disk; `null` when it was not planned yet. */
  readonly plannedResources: number | null;
}

async function listEnvironments(context: CommandContext): Promise<CommandResult> {
  const { ports, global, progress, width, style } = context;
  progress.stage("Loading the description");
  const { description, baseFolder } = await loadConfig(ports, global.config);
  progress.end();
  const environments = description.environments.map(({ name, tier, region }): ListedEnvironment => {
    const planned = readEarlierPlan(outputFolders(baseFolder, name).environment, ports.files);
    return { name, tier, region, plannedResources: planned?.record.resources.length ?? null };
  });
  return {
    code: EXIT_CODES.ok.code,
    document: { environments },
    text: () =>
      columns(
        environments.map(({ name, tier, region, plannedResources }) => [
          style("name", name),
          tier ?? "?",
          region ?? "?",
          plannedResources === null ? "not planned yet" : `planned, ${count(plannedResources, "resource")}`,
        ]),
        width,
        "",
      ).join("\n"),
  };
}

function resourceLines({ resources }: PlanRecord, context: CommandContext): readonly string[] {
  const page = pageOf(context);
  const rows = resources.map(({ stack, type, logicalId }) => [stack, type, logicalId]);
  return section("Resources", page.verbosity === 0 ? [] : columns(rows, page.width), page);
}

/** `fairlead list` */
export async function runList(context: CommandContext): Promise<CommandResult> {
  if (context.global.environment === null) return await listEnvironments(context);
  const { record } = await currentPlan(appChoiceOf(context));
  const { app, stacks, resources } = record;
  const page = { ...pageOf(context), verbosity: 1 };
  return {
    code: EXIT_CODES.ok.code,
    document: {
      environment: app.environment.name,
      services: app.services.map(({ name }) => name),
      jobs: app.jobs.map(({ name }) => name),
      // What exists already is called as if it were made here.
      databases: [...app.databases, ...app.adoptedDatabases].map(({ name }) => name),
      caches: [...app.caches, ...app.adoptedCaches].map(({ name }) => name),
      brokers: app.brokers.map(({ name }) => name),
      buckets: app.buckets.map(({ name }) => name),
      queues: app.queues.map(({ name }) => name),
      volumes: app.volumes.map(({ name }) => name),
      models: app.models.map(({ name }) => name),
      sites: app.sites.map(({ name }) => name),
      userPools: app.userPools.map(({ name }) => name),
      pools: app.pools.map(({ name }) => name),
      sidecars: containersOf(app).flatMap(({ address, sidecars }) =>
        sidecars.map(({ name }) => `${address}.sidecars.${name}`),
      ),
      secrets: app.secrets.map(({ name }) => name),
      parameters: app.parameters.map(({ name }) => name),
      alarms: app.observability.alarms.map(({ name }) => name),
      stacks,
      resources,
    },
    text: () =>
      [
        ...headerLines(app, page),
        ...partLines(app, page),
        ...stackLines(record, page),
        ...resourceLines(record, context),
      ].join("\n"),
  };
}
