import { type CommandContext, type CommandResult, isOn } from "../command/command.js";
import { EXIT_CODES } from "../exit-codes.js";
import { judgeApp } from "../plan/plan-app.js";
import { headerLines } from "../report/app-text.js";
import { findingLines, isOpen } from "../report/finding-text.js";
import { matrixLines } from "../report/matrix-text.js";
import { appChoiceOf, pageOf } from "./app-choice.js";

/** `fairlead check` */
export async function runCheck(context: CommandContext): Promise<CommandResult> {
  const { record, matrices } = await judgeApp(appChoiceOf(context));
  const showsMatrices = isOn(context, "matrix");
  const refused = record.findings.filter(
    (finding) =>
      isOpen(finding) && (finding.severity === "error" || (isOn(context, "strict") && finding.severity === "warning")),
  );
  return {
    code: refused.length > 0 ? EXIT_CODES.refused.code : EXIT_CODES.ok.code,
    document: {
      environment: record.app.environment.name,
      refused: refused.length,
      findings: record.findings,
      ...(showsMatrices ? { matrices } : {}),
    },
    text: () =>
      [
        ...headerLines(record.app, pageOf(context)),
        ...(showsMatrices ? matrixLines(matrices, pageOf(context)) : []),
        ...findingLines(record.findings, pageOf(context)),
      ].join("\n"),
  };
}
