import { changeSecrets, type DeployPorts, type LeftVariable, type Outcome, type SecretChange } from "@fairlead/deploy";
import type { ResolvedApp } from "@fairlead/model";
import { durationOption } from "../command/aws-options.js";
import type { CommandContext, CommandResult } from "../command/command.js";
import { interruptible } from "../interrupt/interruptible.js";
import { isSomebodyThere } from "../interrupt/may-ask.js";
import { readPackageFacts } from "../package-facts.js";
import { secretChangeLines } from "../report/secret-text.js";
import { pageOf } from "./app-choice.js";
import { outcomeResult } from "./outcome-result.js";

export interface SecretsToApply {
  readonly app: ResolvedApp;
  readonly ports: DeployPorts;
  readonly changes: readonly SecretChange[];
  readonly left: readonly LeftVariable[];
  /** The beginning of the question; left out: whoever typed the value has agreed. */
  readonly asks?: string;
}

/** A service whose slow canary takes half an hour still ends within it. */
const TIMEOUT = "1h";

const YES = ["y", "yes"];

/** Shows what would change, asks if it is to, and changes it; never shows a value. */
export async function applySecrets(context: CommandContext, apply: SecretsToApply): Promise<CommandResult> {
  const { app, ports, changes, left } = apply;
  const deadlineMs = durationOption(context, "timeout", TIMEOUT) * 1000;
  if (!context.global.json && !context.global.quiet)
    context.ports.terminal.writeErr(`${secretChangeLines(changes, left, pageOf(context)).join("\n")}\n`);
  const told = changes.map(({ secret, keys, kind, services }) => ({ secret, keys, change: kind, services }));
  const shared = { app, verb: "secrets", asked: "its secrets as they were given", fields: { changes: told, left } };
  const refused = await disagreement(context, apply);
  if (refused !== null) return outcomeResult(context, refused, shared);
  const { name } = app.environment;
  const work = interruptible(context, { what: `The restart of ${name}`, lookAgain: `fairlead status -e ${name}` });
  try {
    const toolVersion = readPackageFacts().version;
    const request = { app, changes, deadlineMs, toolVersion, signal: work.signal };
    const outcome = await changeSecrets(request, ports, context.events.report);
    return outcomeResult(context, outcome, { ...shared, cancelledBy: work.cancelledBy() });
  } finally {
    work.release();
  }
}

/** `null`: it was agreed to. */
async function disagreement(context: CommandContext, { changes, asks }: SecretsToApply): Promise<Outcome | null> {
  if (asks === undefined || context.global.yes || changes.every(({ kind }) => kind === "unchanged")) return null;
  if (!isSomebodyThere(context)) return { kind: "needs-approval", problems: [] };
  const answer = await context.ports.terminal.ask(`${asks}? (y/N) `);
  return YES.includes((answer ?? "").trim().toLowerCase()) ? null : { kind: "needs-approval", problems: [] };
}
