import type { Finding } from "@fairlead/check";
import type { DeployRequest, Report } from "@fairlead/deploy";
import { durationOption, listOption } from "../command/aws-options.js";
import { type CommandContext, type CommandResult, isOn, textOption } from "../command/command.js";
import { type OpenedTarget, openTarget } from "../aws/open-environment.js";
import { type Interruptible, interruptible } from "../interrupt/interruptible.js";
import { approvePlan } from "./approve-plan.js";
import { readFirstValues } from "./first-values.js";
import { readImages } from "./image-options.js";
import { isOpen } from "../report/finding-text.js";
import { outcomeResult, type OutcomeResultOptions } from "./outcome-result.js";
import { readParameters } from "./parameter-options.js";
import { runPlan } from "./plan.js";
import { releaseNumber } from "./whole-number.js";

/** As `DEPLOY_DEFAULTS` of the verb: a database takes a quarter of an hour to be made, a slow canary an hour. */
export const DEPLOY_TIMEOUT = "2h";

/** As `DEPLOY_DEFAULTS` of the verb: more than wait for nothing in any environment of ours. */
const CONCURRENCY = 6;

/** How one deployment differs from another. */
export interface DeployOptions extends Omit<OutcomeResultOptions, "cancelledBy"> {
  /** As `--image` takes them, by name. */
  readonly images: Readonly<Record<string, string>>;
  readonly action: DeployRequest["facts"]["action"];
}

function requestOf(
  context: CommandContext,
  { target, planned }: OpenedTarget,
  {
    images,
    action,
    ...given
  }: Pick<DeployOptions, "images" | "action"> & Pick<DeployRequest, "firstValues" | "signal">,
): DeployRequest {
  const resume = textOption(context, "resume");
  const { estimate, fairlead, findings } = planned.record;
  const count = (severity: Finding["severity"]): number =>
    findings.filter((finding) => isOpen(finding) && finding.severity === severity).length;
  return {
    target,
    parameters: readParameters(listOption(context, "parameter")),
    images: { baseFolder: planned.baseFolder, outside: images },
    despiteAlarms: isOn(context, "force"),
    resume: resume === null ? null : releaseNumber(resume),
    facts: {
      action,
      expectedMonthlyUsd: estimate?.usd.expected ?? null,
      findings: { errors: count("error"), warnings: count("warning"), notes: count("note") },
      toolVersion: fairlead,
    },
    allowReplace: listOption(context, "allowReplace"),
    allowDestroy: listOption(context, "allowDestroy"),
    deadlineMs: durationOption(context, "timeout", DEPLOY_TIMEOUT) * 1000,
    concurrency: CONCURRENCY,
    approve: approvePlan(context, planned.record),
    ...given,
  };
}

/** With `--detach` the verb is left as soon as only services are waited for: CloudFormation and ECS go on by themselves. */
function detaching(context: CommandContext, work: Interruptible): Report {
  const { events } = context;
  if (!isOn(context, "detach")) return events.report;
  return (event) => {
    events.report(event);
    const { stacks } = events.view();
    const isLast = stacks.every(({ status }) => status !== "WAITING");
    if (event.type === "rollout" && event.snapshot.status === "IN_PROGRESS" && isLast) work.leave();
  };
}

/** Deploys what was opened, while Ctrl-C and SIGTERM are answered. */
export async function deployTarget(
  context: CommandContext,
  opened: OpenedTarget,
  { images, action, ...shared }: DeployOptions,
): Promise<CommandResult> {
  const { name } = opened.app.environment;
  const firstValues = await readFirstValues(context, opened.app);
  const work = interruptible(context, { what: `The deployment of ${name}`, lookAgain: `fairlead status -e ${name}` });
  try {
    const request = requestOf(context, opened, { images, action, firstValues, signal: work.signal });
    const outcome = await context.ports.deploy(request, opened.ports, detaching(context, work));
    return outcomeResult(context, outcome, { ...shared, cancelledBy: work.cancelledBy() });
  } finally {
    work.release();
  }
}

/** `fairlead deploy` */
export async function runDeploy(context: CommandContext): Promise<CommandResult> {
  if (isOn(context, "dryRun")) return await runPlan(context);
  const opened = await openTarget(context);
  const { app } = opened;
  const shared = { app, verb: "deploy", tellsUnchanged: isOn(context, "exitCode") };
  if (opened.refusal !== null) return outcomeResult(context, opened.refusal, shared);
  const images = readImages(listOption(context, "image"), app);
  return await deployTarget(context, opened, { ...shared, images, action: { kind: "deploy" } });
}
