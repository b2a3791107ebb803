import { relative } from "node:path";
import type { RehearsalReport } from "@fairlead/rehearse";
import { type CommandContext, type CommandResult, isOn } from "../command/command.js";
import { EXIT_CODES } from "../exit-codes.js";
import { readPackageFacts } from "../package-facts.js";
import { planApp, type PlannedApp } from "../plan/plan-app.js";
import { rehearsalPage } from "../rehearsal/rehearsal-page.js";
import { rehearsalLines, stepLine } from "../report/rehearsal-text.js";
import { appChoiceOf, pageOf } from "./app-choice.js";

const endpointIn = (env: Readonly<Record<string, string | undefined>>): string | null => {
  const endpoint = env["AWS_ENDPOINT_URL"] ?? "";
  return endpoint === "" ? null : endpoint;
};

function write(report: RehearsalReport, { folders }: PlannedApp, { ports }: CommandContext): void {
  ports.files.write(folders.rehearsalFile, `${JSON.stringify(report, null, 2)}\n`);
  ports.files.write(folders.rehearsalPage, rehearsalPage(report));
}

/** `fairlead rehearse` */
export async function runRehearse(context: CommandContext): Promise<CommandResult> {
  const { ports, progress, events, global } = context;
  const planned = await planApp({ ...appChoiceOf(context), against: null });
  const { app, descriptionHash } = planned.record;
  const isStream = global.json;
  if (isStream) events.about(app);
  const options = {
    toolsFolder: planned.folders.tools,
    endpoint: endpointIn(ports.env),
    baseFolder: planned.baseFolder,
    toolVersion: readPackageFacts().version,
    onStep: (step: RehearsalReport["steps"][number] | { readonly title: string }): void => {
      if (!("result" in step)) {
        if (!isStream) progress.stage(step.title);
        return;
      }
      // The timelines are in the files; a stream of them would be megabytes.
      const { name, title, result, says, problems, seconds, simulatedSeconds } = step;
      const told = { name, title, result, says, problems, seconds, simulatedSeconds };
      progress.end();
      events.data({ type: "rehearsal-step", ...told }, stepLine(step, pageOf(context)));
    },
  };
  // Its own events are those of a deployment that nobody waits for: in a stream they are of use, on a screen they would bury the steps.
  const report = await ports.rehearse({ app, assembly: planned.assembly, descriptionHash }, options, (event) => {
    if (isStream) events.report(event);
  });
  progress.end();
  write(report, planned, context);
  const page = relative(ports.cwd, planned.folders.rehearsalPage);
  return {
    code: report.passed ? EXIT_CODES.ok.code : EXIT_CODES.refused.code,
    document: {
      app: app.name,
      environment: app.environment.name,
      passed: report.passed,
      file: planned.folders.rehearsalFile,
    },
    text: () => rehearsalLines(report, { ...pageOf(context), showsFaults: isOn(context, "faults") }).join("\n"),
    talk: () => `\n${context.style("link", page)}  what was proved, with the timelines drawn`,
  };
}
