import { clusterName, environmentPath } from "@fairlead/constructs";
import { readLogs, runJob, type RunEnd, type ToldLine } from "@fairlead/deploy";
import type { ResolvedApp } from "@fairlead/model";
import type { RehearsalParts } from "./rehearsal-parts.js";
import { failed, passed, skipped, type StepResult } from "./step-result.js";

/** A rehearsed job takes a minute. */
const DEADLINE_MS = 10 * 60 * 1000;

/** The job that a person would run by hand sooner than others. */
function jobOf({ jobs }: ResolvedApp): string | null {
  const byHand = jobs.find(({ trigger }) => trigger.kind === "on-demand");
  const other = jobs.find(({ trigger }) => trigger.kind !== "smoke");
  return (byHand ?? other)?.name ?? null;
}

/** Runs a job of the app's by hand. */
export async function rehearseRun({ target, ports, report }: RehearsalParts): Promise<StepResult> {
  const { app } = target;
  const job = jobOf(app);
  if (job === null) return skipped("The app has no job.");
  const { signal } = new AbortController();
  const request = { app, job, command: null, token: "rehearsal", deadlineMs: DEADLINE_MS, signal };
  const end = await runJob(request, ports, report);
  return end.kind === "exited" && end.exitCode === 0
    ? passed(`${job} ended with code 0.`)
    : { ...failed(`${job} ended otherwise: ${saysOf(end)}.`), problems: end.kind === "failed" ? end.problems : [] };
}

const saysOf = (end: RunEnd): string => (end.kind === "exited" ? `exited with ${end.exitCode}` : end.kind);

/** Reads back what a job has written: no container of a service's runs, and so none writes. */
export async function rehearseLogs({ target, ports, emulator }: RehearsalParts): Promise<StepResult> {
  const { app } = target;
  const job = jobOf(app);
  if (job === null) return skipped("The app has no job, and of its services no container runs that could write.");
  const cluster = clusterName(app);
  const family = `${cluster}-${job}`;
  const arns = await ports.tasks.list({ cluster, of: { family }, state: "STOPPED" });
  if (arns.length === 0) return failed(`ECS knows of no task of ${job} that stopped.`);
  const lines: ToldLine[] = [];
  const request = {
    groups: [{ part: job, group: `/${environmentPath(app, job)}` }],
    fromMs: 0,
    untilMs: null,
    filter: null,
    container: null,
    tasks: null,
    limit: 1000,
    isFollowed: false,
  };
  const reader = { tell: (line: ToldLine) => lines.push(line), warn: () => undefined };
  await readLogs(request, ports, reader, new AbortController().signal);
  return lines.length > 0
    ? passed(`${lines.length} lines of ${job}. No container of a service runs that could write any.`)
    : failed(`${job} has run, and no line of it was found. ${emulator.logFile ?? ""}`.trim());
}
