import type { DriftFinding } from "@fairlead/deploy";
import { openTarget } from "../aws/open-environment.js";
import { type CommandContext, type CommandResult, isOn } from "../command/command.js";
import { EXIT_CODES } from "../exit-codes.js";

function linesOf({ role, logicalId, type, kind, address, differences }: DriftFinding): readonly string[] {
  const of = address === null ? "" : ` of ${address}`;
  const what = kind === "deleted" ? "is gone" : "was changed";
  return [
    `  ${role}/${logicalId} (${type})${of} ${what}`,
    ...differences.map(
      ({ path, expected, actual }) =>
        `    ${path}: deployed as ${expected ?? "nothing"}, is now ${actual ?? "nothing"}`,
    ),
  ];
}

/** `fairlead drift` */
export async function runDrift(context: CommandContext): Promise<CommandResult> {
  const { app, target, ports } = await openTarget(context);
  const { drift } = await import("@fairlead/deploy");
  const { compared, drifted } = await drift(target, ports, context.events.report);
  const { name } = app.environment;
  return {
    code: drifted.length > 0 && isOn(context, "exitCode") ? EXIT_CODES.invalid.code : EXIT_CODES.ok.code,
    document: { app: app.name, environment: name, compared, drifted },
    text: () => {
      if (compared.length === 0) return `Nothing of ${name} is deployed.`;
      if (drifted.length === 0) return `The ${compared.length} stacks of ${name} are as they were deployed.`;
      return [
        `${drifted.length} of ${name}'s resources are not as they were deployed:`,
        ...drifted.flatMap(linesOf),
        "The next deployment leaves them so unless it changes them itself. Put them back by hand, or take them over into the description.",
      ].join("\n");
    },
  };
}
