import type { Finding } from "@fairlead/check";
import type { DeployPorts, DeployTarget, Outcome } from "@fairlead/deploy";
import type { Problem } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import { requireRegion, profileOption } from "../command/aws-options.js";
import { type CommandContext, isOn } from "../command/command.js";
import { appChoiceOf } from "../commands/app-choice.js";
import { openApp, type OpenedApp } from "../plan/open-app.js";
import { planApp, type PlannedApp } from "../plan/plan-app.js";
import { isOpen } from "../report/finding-text.js";

/** One environment, and the way to it; made without templates, in the time that the description takes to load. */
export interface OpenedEnvironment extends OpenedApp {
  readonly ports: DeployPorts;
}

async function connect(context: CommandContext, app: ResolvedApp): Promise<DeployPorts> {
  const region = requireRegion(context, app.environment);
  context.events.about(app);
  return await context.ports.deployment({ profile: profileOption(context), region, env: context.ports.env });
}

/**
 * For verbs that need to know what the app is made of, and not its templates: status, logs, scale, …
 *
 * @throws UserError with every problem of the description, and when `--region` names another region.
 */
export async function openEnvironment(context: CommandContext): Promise<OpenedEnvironment> {
  const opened = await openApp(appChoiceOf(context));
  const ports = await connect(context, opened.app);
  context.progress.end();
  return { ...opened, ports };
}

/** What a verb that changes an environment starts from. */
export interface OpenedTarget {
  readonly app: ResolvedApp;
  readonly target: DeployTarget;
  /** The plan, which is in `.fairlead/<env>/` now. */
  readonly planned: PlannedApp;
  readonly ports: DeployPorts;
  /** Why nothing may be touched: errors that are open; `null`: there are none, or `--force` says to go on. */
  readonly refusal: Extract<Outcome, { readonly kind: "refused" }> | null;
}

const problemOf = ({ code, message, fix, source, address }: Finding): Problem => ({
  path: address ?? "",
  code,
  message,
  fix,
  source: source ?? undefined,
});

function refusalOf(findings: readonly Finding[], context: CommandContext): OpenedTarget["refusal"] {
  const errors = findings.filter((finding) => isOpen(finding) && finding.severity === "error");
  return errors.length === 0 || isOn(context, "force") ? null : { kind: "refused", problems: errors.map(problemOf) };
}

/**
 * Plans the environment as `fairlead plan` does. While an error is open it is refused, unless `--force` is given.
 *
 * @throws UserError with every problem of the description, and when `--region` names another region.
 */
export async function openTarget(context: CommandContext): Promise<OpenedTarget> {
  const planned = await planApp({ ...appChoiceOf(context), against: null });
  const { app, descriptionHash, findings } = planned.record;
  const ports = await connect(context, app);
  const target: DeployTarget = { app, assembly: planned.assembly, descriptionHash };
  return { app, target, planned, ports, refusal: refusalOf(findings, context) };
}
