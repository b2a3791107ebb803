import { randomUUID } from "node:crypto";
import { runJob, type RunEnd } from "@fairlead/deploy";
import { openEnvironment } from "../aws/open-environment.js";
import { durationOption } from "../command/aws-options.js";
import type { CommandContext, CommandResult, PassedCode } from "../command/command.js";
import { problemLines } from "../command/print-problems.js";
import { EXIT_CODES, type ExitCode } from "../exit-codes.js";
import { type Canceller, interruptible } from "../interrupt/interruptible.js";
import { choosePart } from "./choose-part.js";

/** A release job may take an hour; what takes longer is better looked at. */
export const RUN_TIMEOUT = "1h";

function codeOf(end: RunEnd, by: Canceller | null): ExitCode | PassedCode {
  switch (end.kind) {
    case "exited":
      return { passedCode: end.exitCode };
    case "failed":
      return EXIT_CODES.notRun.code;
    case "timed-out":
      return EXIT_CODES.timedOut.code;
    case "cancelled":
      return by === "SIGTERM" ? EXIT_CODES.terminated.code : EXIT_CODES.interrupted.code;
  }
}

function textOf(end: RunEnd, job: string, { style, width, global }: CommandContext): string {
  const task = style("quiet", `task ${end.task}`);
  const look = `fairlead logs ${job} -f${global.environment === null ? "" : ` -e ${global.environment}`}`;
  switch (end.kind) {
    case "exited":
      return end.exitCode === 0
        ? `${style("good", "Done")}  ${job} ended well.  ${task}`
        : `${style("danger", "Failed")}  ${job} ended with code ${end.exitCode}.  ${task}`;
    case "failed":
      return [`${style("danger", "Failed")}  ${job}  ${task}`, "", ...problemLines(end.problems, style, width)].join(
        "\n",
      );
    case "timed-out":
      return `${style("warning", "Time is up")}  ${job} goes on in AWS; \`${look}\` shows what it writes.  ${task}`;
    case "cancelled":
      return end.left === "stopped"
        ? `${style("warning", "Cancelled")}  ${job} was stopped.  ${task}`
        : `${style("warning", "Cancelled")}  ${job} goes on in AWS; \`${look}\` shows what it writes.  ${task}`;
  }
}

/** `fairlead run` */
export async function runRun(context: CommandContext): Promise<CommandResult> {
  const [named = "", ...command] = context.arguments;
  const { app, ports } = await openEnvironment(context);
  const job = choosePart(
    "job",
    named,
    app.jobs.map(({ name }) => name),
  );
  const deadlineMs = durationOption(context, "timeout", RUN_TIMEOUT) * 1000;
  let isStarted = false;
  const work = interruptible(context, {
    what: `The job ${job} in ${app.environment.name}`,
    lookAgain: `fairlead logs ${job} -f -e ${app.environment.name}`,
    abort: "stop its task",
    isTouched: () => isStarted,
  });
  try {
    const request = {
      app,
      job,
      command: command.length === 0 ? null : command,
      token: randomUUID(),
      deadlineMs,
      signal: work.signal,
    };
    const end = await runJob(request, ports, (event) => {
      isStarted = true;
      // What the job writes is the answer, all of it.
      if (event.type === "log") context.events.data(event, event.line);
      else context.events.report(event);
    });
    return {
      code: codeOf(end, work.cancelledBy()),
      document: { environment: app.environment.name, job, ...end },
      text: () => textOf(end, job, context),
    };
  } finally {
    work.release();
  }
}
