import { openTarget } from "../aws/open-environment.js";
import { type CommandContext, type CommandResult, isOn } from "../command/command.js";
import { EXIT_CODES } from "../exit-codes.js";
import { approvalLines } from "../report/approval-text.js";
import { pageOf } from "./app-choice.js";

/** `fairlead diff` */
export async function runDiff(context: CommandContext): Promise<CommandResult> {
  const { app, target, ports } = await openTarget(context);
  const { diff } = await import("@fairlead/deploy");
  const plan = await diff(target, ports);
  context.progress.end();
  const differs = plan.passes.length > 0;
  return {
    code: differs && isOn(context, "exitCode") ? EXIT_CODES.invalid.code : EXIT_CODES.ok.code,
    document: { app: app.name, environment: app.environment.name, differs, plan },
    text: () => {
      if (!differs) return `${app.environment.name} is as its description has it, images aside.`;
      const problems = plan.problems.map(({ message, fix }) => `  ${message} ${fix}`);
      return [...approvalLines(plan, pageOf(context)), ...problems].join("\n");
    },
  };
}
