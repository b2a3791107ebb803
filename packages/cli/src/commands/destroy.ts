import { DEPLOY_DEFAULTS, type DestroyApproval, type DestroyPlan, type LeftOver } from "@fairlead/deploy";
import type { ResolvedApp } from "@fairlead/model";
import { openTarget } from "../aws/open-environment.js";
import { listOption } from "../command/aws-options.js";
import type { CommandContext, CommandResult } from "../command/command.js";
import { interruptible } from "../interrupt/interruptible.js";
import { isSomebodyThere } from "../interrupt/may-ask.js";
import { outcomeResult } from "./outcome-result.js";

function planLines({ stacks, data, snapshots, emptied, kept }: DestroyPlan): readonly string[] {
  const list = (title: string, resources: DestroyPlan["data"]): readonly string[] =>
    resources.length === 0
      ? []
      : [title, ...resources.map(({ name, type, holds }) => `    ${name} (${type}): ${holds}`)];
  return [
    `  ${stacks.length} stacks go: ${stacks.join(", ")}`,
    ...list("  LOST, with all that they hold:", data),
    ...list("  Deleted, and a last snapshot stays:", snapshots),
    ...list("  Emptied and deleted:", emptied),
    ...list("  Kept by their own policy, and billed on:", kept),
  ];
}

const approve =
  (context: CommandContext, { environment }: ResolvedApp) =>
  async (plan: DestroyPlan): Promise<DestroyApproval> => {
    const { ports, global, events } = context;
    const goOn = events.pause();
    try {
      if (!global.json && !global.quiet) ports.terminal.writeErr(`\n${planLines(plan).join("\n")}\n\n`);
      if (global.yes) return "flagged";
      if (!isSomebodyThere(context)) return "nobody-to-ask";
      const answer = await ports.terminal.ask(`Type the environment's name (${environment.name}) to take it away: `);
      return answer?.trim() === environment.name ? "typed" : "declined";
    } finally {
      goOn();
    }
  };

const leftLines = (left: readonly LeftOver[]): readonly string[] =>
  left.length === 0
    ? []
    : [
        "",
        "Still there, and still billed:",
        ...left.flatMap(({ name, type, why, physicalId, howToRemove }) => [
          `  ${name} (${type}): ${why === "snapshot" ? "a last snapshot of " : ""}${physicalId}`,
          `    ${howToRemove}`,
        ]),
      ];

/** `fairlead destroy` */
export async function runDestroy(context: CommandContext): Promise<CommandResult> {
  const { app, target, ports } = await openTarget(context);
  const { name } = app.environment;
  const work = interruptible(context, { what: `The removal of ${name}`, lookAgain: `fairlead destroy -e ${name}` });
  try {
    const { destroy } = await import("@fairlead/deploy");
    const request = {
      target,
      allowDestroy: listOption(context, "allowDestroy"),
      concurrency: DEPLOY_DEFAULTS.concurrency,
      approve: approve(context, app),
      signal: work.signal,
    };
    const { outcome, left } = await destroy(request, ports, context.events.report);
    const options = {
      app,
      verb: "destroy",
      asked: "nothing any more",
      cancelledBy: work.cancelledBy(),
      fields: { left },
    };
    const result = outcomeResult(context, outcome, options);
    const text = result.text;
    return { ...result, text: () => [text(), ...leftLines(left)].join("\n") };
  } finally {
    work.release();
  }
}
