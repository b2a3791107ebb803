import { clusterName, environmentPath } from "@fairlead/constructs";
import { type LogRequest, readLogs, taskId, type ToldLine } from "@fairlead/deploy";
import { UserError } from "@fairlead/errors";
import { type OpenedEnvironment, openEnvironment } from "../aws/open-environment.js";
import { type CommandContext, type CommandResult, isOn, textOption } from "../command/command.js";
import { EXIT_CODES, type ExitCode } from "../exit-codes.js";
import type { EndSignal } from "../ports.js";
import { choosePart } from "./choose-part.js";
import { timeOption } from "./time-option.js";

/** Long enough to hold what led to an error just seen. */
const STANDARD_SINCE_MS = 10 * 60_000;
const STANDARD_LIMIT = 1000;
const SHORT_ID = 6;

function limitOf(context: CommandContext): number {
  const text = textOption(context, "limit");
  const limit = Number(text ?? STANDARD_LIMIT);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw UserError.of("InvalidLimit", { message: `"${text ?? ""}" is no number of lines.`, fix: "Give 1 or more." });
}

function partsOf(context: CommandContext, { app }: OpenedEnvironment): readonly string[] {
  const names = [...app.services, ...app.jobs].map(({ name }) => name);
  const [named = ""] = context.arguments;
  return named === "" ? names : [choosePart("service or job", named, names)];
}

/** The tasks that stopped last, one of each part, and from when on they ran. */
async function previousTasks(
  parts: readonly string[],
  { app, ports }: OpenedEnvironment,
): Promise<{ readonly tasks: readonly string[]; readonly fromMs: number }> {
  const cluster = clusterName(app);
  const latest = await Promise.all(
    parts.map(async (part) => {
      const isService = app.services.some(({ name }) => name === part);
      const of = isService ? { service: part } : { family: `${cluster}-${part}` };
      const arns = await ports.tasks.list({ cluster, of, state: "STOPPED" });
      const found = await ports.tasks.describe(cluster, arns);
      return found.toSorted((left, right) => (right.stoppedMs ?? 0) - (left.stoppedMs ?? 0)).slice(0, 1);
    }),
  );
  const tasks = latest.flat();
  if (tasks.length === 0) {
    throw UserError.of("NoPreviousTasks", {
      message: "ECS knows of no task that stopped: it forgets them after an hour.",
      fix: "Leave --previous out and say --since: the lines are still there.",
    });
  }
  return {
    tasks: tasks.map(({ arn }) => taskId(arn)),
    fromMs: Math.min(...tasks.map(({ createdMs, stoppedMs }) => createdMs ?? stoppedMs ?? 0)),
  };
}

async function requestOf(context: CommandContext, opened: OpenedEnvironment): Promise<LogRequest> {
  const parts = partsOf(context, opened);
  const previous = isOn(context, "previous") ? await previousTasks(parts, opened) : null;
  const task = textOption(context, "task");
  const since = timeOption(context, "since") ?? context.ports.clock.nowMs() - STANDARD_SINCE_MS;
  return {
    groups: parts.map((part) => ({ part, group: `/${environmentPath(opened.app, part)}` })),
    fromMs: previous?.fromMs ?? since,
    untilMs: timeOption(context, "until"),
    filter: textOption(context, "filter"),
    container: textOption(context, "container"),
    tasks: previous?.tasks ?? (task === null ? null : [task]),
    limit: limitOf(context),
    isFollowed: isOn(context, "follow"),
  };
}

function printer(context: CommandContext): (line: ToldLine) => void {
  const { style, events } = context;
  return ({ part, container, task, atMs, text }) => {
    const at = new Date(atMs).toISOString();
    const from = container === part ? part : `${part}.${container}`;
    events.data(
      { type: "log", at, part, container, task, line: text },
      `${style("quiet", at)} ${style("name", `${from}/${task.slice(0, SHORT_ID)}`)} ${text}`,
    );
  };
}

const ENDED: Readonly<Record<EndSignal, ExitCode>> = {
  SIGINT: EXIT_CODES.interrupted.code,
  SIGTERM: EXIT_CODES.terminated.code,
};

/** `fairlead logs` */
export async function runLogs(context: CommandContext): Promise<CommandResult> {
  const opened = await openEnvironment(context);
  const request = await requestOf(context, opened);
  const over = new AbortController();
  let code: ExitCode = EXIT_CODES.ok.code;
  const giveBack = context.ports.interruption.takeOver((signal) => {
    code = ENDED[signal];
    over.abort();
  });
  const tell = printer(context);
  let count = 0;
  const reader = {
    tell: (line: ToldLine): void => {
      count += 1;
      tell(line);
    },
    warn: (says: string): void => {
      if (context.global.json) context.events.report({ type: "warning", says });
      else if (!context.global.quiet) context.ports.terminal.writeErr(`${says}\n`);
    },
  };
  try {
    await readLogs(request, opened.ports, reader, over.signal);
  } finally {
    giveBack();
  }
  const isEmpty = count === 0 && !request.isFollowed;
  return {
    code,
    document: { environment: opened.app.environment.name, lines: count },
    text: () => "",
    talk: () => (isEmpty ? "No lines in that time. Try a longer one: --since 1h." : ""),
  };
}
