import { relative } from "node:path";
import { type CommandContext, type CommandResult, isOn, textOption } from "../command/command.js";
import { EXIT_CODES, type ExitCode } from "../exit-codes.js";
import { planApp, type PlannedApp } from "../plan/plan-app.js";
import { hasChanges } from "../report/change-text.js";
import { planText } from "../report/plan-text.js";
import { columns, wrapHanging } from "../terminal/wrap.js";
import { appChoiceOf, pageOf } from "./app-choice.js";

function exitCodeOf({ record }: PlannedApp, context: CommandContext): ExitCode {
  if (!isOn(context, "exitCode")) return EXIT_CODES.ok.code;
  // Without an earlier plan everything is new, and that is a change.
  return record.changes === null || hasChanges(record.changes) ? EXIT_CODES.invalid.code : EXIT_CODES.ok.code;
}

function nextSteps({ folders, record, remarks }: PlannedApp, context: CommandContext): string {
  const { style, width, ports } = context;
  const from = (path: string): string => relative(ports.cwd, path) || ".";
  const environment = record.app.environment.name;
  return [
    ...remarks.flatMap((remark) => ["", ...wrapHanging(`${style("warning", "warning")}  `, remark, width)]),
    "",
    ...columns(
      [
        [style("link", from(folders.reportFile)), "the report, with diagrams"],
        [style("link", from(folders.costFile)), "the bill, line by line, for a browser"],
        [style("link", from(folders.assembly)), "the CloudFormation templates, as a cloud assembly"],
      ],
      width,
      "",
    ),
    "",
    `${style("heading", "Next")}  npx fairlead explain <anything above> -e ${environment}`,
    `      npx fairlead rehearse -e ${environment}`,
    `      npx fairlead deploy -e ${environment}`,
  ].join("\n");
}

/** `fairlead plan` */
export async function runPlan(context: CommandContext): Promise<CommandResult> {
  const planned = await planApp({ ...appChoiceOf(context), against: textOption(context, "against") });
  const { app, ...record } = planned.record;
  return {
    code: exitCodeOf(planned, context),
    document: {
      environment: app.environment.name,
      folder: planned.folders.environment,
      remarks: planned.remarks,
      plan: { ...record, app },
    },
    text: () => planText(planned.record, pageOf(context)),
    talk: () => nextSteps(planned, context),
  };
}
