import type { Finding } from "@fairlead/check";
import type { DeployRequest, Report } from "@fairlead/deploy";
import { UserError } from "@fairlead/errors";
import { durationOption, listOption } from "../command/aws-options.js";
import { type CommandContext, type CommandResult, isOn, textOption } from "../command/command.js";
import { type OpenedTarget, openTarget } from "../aws/open-environment.js";
import { type Interruptible, interruptible } from "../interrupt/interruptible.js";
import { approvePlan } from "./approve-plan.js";
import { readImages } from "./image-options.js";
import { isOpen } from "../report/finding-text.js";
import { outcomeResult } from "./outcome-result.js";
import { readParameters } from "./parameter-options.js";
import { runPlan } from "./plan.js";

/** As `DEPLOY_DEFAULTS` of the verb: a database takes a quarter of an hour to be made, a slow canary an hour. */
export const DEPLOY_TIMEOUT = "2h";

/** As `DEPLOY_DEFAULTS` of the verb: more than wait for nothing in any environment of ours. */
const CONCURRENCY = 6;

function resumeOption(context: CommandContext): number | null {
  const text = textOption(context, "resume");
  if (text === null) return null;
  if (/^[1-9]\d*$/u.test(text)) return Number(text);
  throw UserError.of("InvalidRelease", {
    message: `"${text}" is no number of a release.`,
    fix: "`fairlead releases` lists them.",
  });
}

function requestOf(context: CommandContext, { target, planned }: OpenedTarget, signal: AbortSignal): DeployRequest {
  const { estimate, fairlead, findings } = planned.record;
  const count = (severity: Finding["severity"]): number =>
    findings.filter((finding) => isOpen(finding) && finding.severity === severity).length;
  return {
    target,
    parameters: readParameters(listOption(context, "parameter")),
    images: {
      baseFolder: planned.baseFolder,
      outside: readImages(listOption(context, "image"), target.app),
    },
    despiteAlarms: isOn(context, "force"),
    resume: resumeOption(context),
    facts: {
      action: { kind: "deploy" },
      expectedMonthlyUsd: estimate?.usd.expected ?? null,
      findings: { errors: count("error"), warnings: count("warning"), notes: count("note") },
      toolVersion: fairlead,
    },
    allowReplace: listOption(context, "allowReplace"),
    allowDestroy: listOption(context, "allowDestroy"),
    deadlineMs: durationOption(context, "timeout", DEPLOY_TIMEOUT) * 1000,
    concurrency: CONCURRENCY,
    approve: approvePlan(context, target.app),
    signal,
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

/** `fairlead deploy` */
export async function runDeploy(context: CommandContext): Promise<CommandResult> {
  if (isOn(context, "dryRun")) return await runPlan(context);
  const opened = await openTarget(context);
  const { app } = opened;
  const shared = { app, verb: "deploy", tellsUnchanged: isOn(context, "exitCode") };
  if (opened.refusal !== null) return outcomeResult(context, opened.refusal, shared);
  const { name } = app.environment;
  const work = interruptible(context, { what: `The deployment of ${name}`, lookAgain: `fairlead status -e ${name}` });
  try {
    const request = requestOf(context, opened, work.signal);
    const outcome = await context.ports.deploy(request, opened.ports, detaching(context, work));
    return outcomeResult(context, outcome, { ...shared, cancelledBy: work.cancelledBy() });
  } finally {
    work.release();
  }
}
