import { whyFailed } from "@fairlead/deploy";
import { openEnvironment } from "../aws/open-environment.js";
import type { CommandContext, CommandResult } from "../command/command.js";
import { EXIT_CODES } from "../exit-codes.js";
import { whyLines } from "../report/why-text.js";
import { pageOf } from "./app-choice.js";
import { choosePart } from "./choose-part.js";

/** `fairlead why` */
export async function runWhy(context: CommandContext): Promise<CommandResult> {
  const { app, ports } = await openEnvironment(context);
  const [named = ""] = context.arguments;
  const names = [...app.services, ...app.jobs].map(({ name }) => name);
  const part = named === "" ? null : choosePart("service or job", named, names);
  context.progress.stage("Reading tasks that stopped");
  const failures = await whyFailed({ app, part }, ports);
  context.progress.end();
  const at = `-e ${app.environment.name}`;
  const first = failures[0]?.part;
  return {
    code: EXIT_CODES.ok.code,
    document: { environment: app.environment.name, failures },
    text: () =>
      failures.length === 0
        ? `No task of ${part ?? app.environment.name} failed within the last hour, which is as long as ECS remembers them.`
        : whyLines(failures, { ...pageOf(context), nowMs: context.ports.clock.nowMs() }).join("\n"),
    talk: () =>
      first === undefined
        ? `\n${context.style("heading", "Next")}  fairlead logs --since 1h ${at}`
        : `\n${context.style("heading", "Next")}  fairlead logs ${first} -p ${at}`,
  };
}
