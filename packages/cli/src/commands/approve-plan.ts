import type { Approval, DeployPlan } from "@fairlead/deploy";
import type { CommandContext } from "../command/command.js";
import { isSomebodyThere } from "../interrupt/may-ask.js";
import { approvalLines } from "../report/approval-text.js";
import { durationLines } from "../report/stack-text.js";
import type { PlanRecord } from "../plan/plan-record.js";
import { pageOf } from "./app-choice.js";

const YES = ["y", "yes"];

/** Shows what would be done and asks; `--yes` agrees in advance, and without a person nobody is asked. */
export const approvePlan =
  (context: CommandContext, { app, firstDeployment }: Pick<PlanRecord, "app" | "firstDeployment">) =>
  async (plan: DeployPlan): Promise<Approval> => {
    const { ports, global, events } = context;
    const shows = !global.json && !global.quiet;
    const page = pageOf(context);
    const isFirst = plan.stacks.length > 0 && plan.stacks.every(({ kind }) => kind === "add");
    const duration = isFirst ? durationLines(firstDeployment, page) : [];
    const goOn = events.pause();
    try {
      if (shows) ports.terminal.writeErr(`\n${[...approvalLines(plan, page), ...duration].join("\n")}\n\n`);
      if (global.yes) return "approved";
      if (!isSomebodyThere(context)) return "nobody-to-ask";
      const answer = await ports.terminal.ask(`Deploy this to ${app.environment.name}? (y/N) `);
      return YES.includes((answer ?? "").trim().toLowerCase()) ? "approved" : "declined";
    } finally {
      goOn();
    }
  };
