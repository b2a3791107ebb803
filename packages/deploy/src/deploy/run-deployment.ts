import type { Problem } from "@fairlead/errors";
import type { DeployPorts } from "../deploy-ports.js";
import type { DeployStep, Report } from "../event/deploy-event.js";
import type { Outcome } from "../outcome/outcome.js";
import type { AskedService } from "../rollout/asked-service.js";
import type { RolloutVerdict } from "../rollout/rollout-verdict.js";
import type { GivenSecret } from "../secrets/given-secret.js";
import { conclude, problemsOf } from "./conclude.js";
import type { DeployPlan } from "./deploy-plan.js";
import type { DeployRequest } from "./deploy-request.js";
import type { DeploySteps, ReleaseRecorder } from "./deploy-steps.js";
import { type RunSignals, runSignals } from "./interruption.js";
import { pinnedServices } from "./pinned-services.js";
import { type DeploymentToDo, planDeployment } from "./plan-deployment.js";
import { readEnvironment } from "./read-environment.js";
import type { StackEnvironment } from "./stack-environment.js";
import { StackRun } from "./stack-run.js";

/** The ports that the saga itself takes; all else are its steps'. */
export type DeploymentPorts = Pick<DeployPorts, "clock" | "stacks">;

/** What was found out before anything is touched. */
interface Prepared extends DeploymentToDo {
  readonly environment: StackEnvironment;
  readonly asked: readonly AskedService[];
  readonly digests: Digests;
}

interface Ready extends Prepared {
  /** First values, for secrets that have none. */
  readonly secrets: readonly GivenSecret[];
}

/** Digests by template parameter; `null`: known once it is pushed. */
type Digests = Readonly<Record<string, string | null>>;

/**
 * A deployment from its preflight to its record: what happens in which order, and what is true at its end. All that it does to
 * the world is done by its ports and steps, so that every end can be tried. Killed anywhere and run again, it plans anew from what is there.
 */
export class DeploymentRun {
  private readonly request: DeployRequest;
  private readonly steps: DeploySteps;
  private readonly ports: DeploymentPorts;
  private readonly report: Report;

  constructor(request: DeployRequest, steps: DeploySteps, ports: DeploymentPorts, report: Report) {
    this.request = request;
    this.steps = steps;
    this.ports = ports;
    this.report = report;
  }

  /** Runs it, and reports its outcome as the last event. Throws for a defect of ours alone. */
  async run(): Promise<Outcome> {
    const deadlineMs = this.ports.clock.nowMs() + this.request.deadlineMs;
    using signals = runSignals(this.request.signal, this.ports.clock);
    const outcome = await this.outcome(signals, deadlineMs);
    this.report({ type: "outcome", outcome });
    return outcome;
  }

  private async outcome(signals: RunSignals, deadlineMs: number): Promise<Outcome> {
    const digests = await this.preflight();
    if (isOutcome(digests)) return digests;
    const prepared = await this.prepare(digests, signals, deadlineMs);
    if (isOutcome(prepared)) return prepared;
    if (signals.ending() !== null) return { kind: "cancelled", left: "left-running" };
    if (prepared.plan.passes.length === 0) return await this.nothingToDo(prepared, signals, deadlineMs);
    const disagreement = await this.agree(prepared.plan);
    if (disagreement !== null) return disagreement;
    const secrets = await this.firstValues();
    if (isOutcome(secrets)) return secrets;
    if (signals.ending() !== null) return { kind: "cancelled", left: "left-running" };
    return await this.carryOut({ ...prepared, secrets }, signals, deadlineMs);
  }

  /** Reports itself; what images there are is part of what it judges. */
  private async preflight(): Promise<Digests | Outcome> {
    const { parameters } = this.request;
    const unknown: Problem[] = [];
    const known = await this.steps.images.known().catch((error: unknown): Digests => {
      unknown.push(...problemsOf(error));
      return {};
    });
    const digests = { ...known, ...digestsIn(parameters) };
    const found = await this.steps.preflight({ ...digests, ...parameters }).catch(problemsOf);
    const problems = [...found, ...unknown.filter(({ code }) => found.every((other) => other.code !== code))];
    return problems.length === 0 ? digests : { kind: "refused", problems };
  }

  private async prepare(digests: Digests, signals: RunSignals, deadlineMs: number): Promise<Prepared | Outcome> {
    this.tell("plan", "begun", "What is there is compared with what is wanted.");
    const { target, parameters } = this.request;
    try {
      const values = { ...digests, ...parameters };
      const until = { deadlineMs, signal: signals.stop };
      const environment = await readEnvironment(target, values, this.ports, until);
      const todo = await planDeployment({ target, environment, values, allowed: this.request });
      const asked = await this.steps.rollouts.before(this.pinned(digests));
      if (todo.plan.problems.length > 0) {
        this.tell("plan", "failed", `${todo.plan.problems.length} problems; nothing was touched.`);
        return { kind: "refused", problems: todo.plan.problems };
      }
      this.tell("plan", "done", summaryOf(todo.plan));
      return { ...todo, environment, asked, digests };
    } catch (error) {
      const problems = problemsOf(error);
      this.tell("plan", "failed", "Nothing was touched.");
      return { kind: "refused", problems };
    }
  }

  /** Containers with the digests that are known by now. */
  private pinned(digests: Readonly<Record<string, string | null>>) {
    return pinnedServices(this.request.target.assembly).map(({ service, parameters }) => ({
      name: service,
      digests: Object.fromEntries(
        Object.entries(parameters).flatMap(([container, parameter]) => {
          const digest = digests[parameter] ?? null;
          return digest === null ? [] : [[container, digest]];
        }),
      ),
    }));
  }

  /** No template and no digest differs; whether that is well, the services tell. */
  private async nothingToDo({ asked }: Prepared, signals: RunSignals, deadlineMs: number): Promise<Outcome> {
    const filled = await this.fillWhatIsThere();
    if (isOutcome(filled)) return filled;
    const verdicts = await this.verdicts(asked, { deadlineMs, signals, isReleasing: () => false });
    if (isGood(verdicts)) {
      await this.closeInterrupted(verdicts);
      return { kind: filled.length > 0 ? "done" : "unchanged" };
    }
    const problems = verdicts.flatMap((verdict) => verdict.problems);
    if (verdicts.some(({ verdict }) => verdict === "unsettled")) return { kind: "timed-out", problems };
    // An earlier version, to which somebody went back, serves, and is healthy.
    return { kind: verdicts.every(({ verdict }) => verdict !== "unhealthy") ? "rolled-back" : "unhealthy", problems };
  }

  /** Values that were brought along for secrets that were made before and never set. Gives their names. */
  private async fillWhatIsThere(): Promise<readonly string[] | Outcome> {
    const { given } = this.request.firstValues;
    if (given.length === 0) return [];
    try {
      const filled = await this.steps.secrets.fill(given);
      if (filled.length > 0) this.tell("secrets", "done", `Set: ${filled.join(", ")}.`);
      return filled;
    } catch (error) {
      this.tell("secrets", "failed", "Nothing was touched.");
      return { kind: "refused", problems: problemsOf(error) };
    }
  }

  /** A run that was killed when all was done has left its release open. */
  private async closeInterrupted(verdicts: readonly RolloutVerdict[]): Promise<void> {
    try {
      const recorder = await this.steps.record.interrupted();
      if (recorder !== null) await this.record(recorder, { kind: "done" }, { digests: {}, verdicts });
    } catch (error) {
      for (const { message } of problemsOf(error)) this.report({ type: "warning", says: message });
    }
  }

  private async agree(plan: DeployPlan): Promise<Outcome | null> {
    this.tell("approve", "begun", "Whether to go on is asked.");
    const answer = await this.request.approve(plan);
    switch (answer) {
      case "approved":
        this.tell("approve", "done", "Agreed.");
        return null;
      case "declined":
        this.tell("approve", "failed", "Not agreed; nothing was touched.");
        return { kind: "refused", problems: [declined] };
      case "nobody-to-ask":
        this.tell("approve", "failed", "Nobody could be asked; nothing was touched.");
        return { kind: "needs-approval", problems: [nobodyAsked] };
    }
  }

  /** Values of secrets that have none, all known before anything is touched: a deployment that waits for a person midway is lost. */
  private async firstValues(): Promise<readonly GivenSecret[] | Outcome> {
    const { given, ask } = this.request.firstValues;
    if (ask === null) return given;
    try {
      const lacking = await this.steps.secrets.lacking(given);
      if (lacking.length === 0) return given;
      this.tell("secrets", "begun", "Their owner is asked for values.");
      const values = [...given, ...(await ask(lacking))];
      this.tell("secrets", "done", "Every secret has its value, or gets it as soon as it is made.");
      return values;
    } catch (error) {
      this.tell("secrets", "failed", "Nothing was touched.");
      return { kind: "refused", problems: problemsOf(error) };
    }
  }

  private async carryOut(prepared: Ready, signals: RunSignals, deadlineMs: number): Promise<Outcome> {
    let recorder: ReleaseRecorder;
    try {
      recorder = await this.steps.record.begin(prepared.plan);
    } catch (error) {
      return { kind: "refused", problems: problemsOf(error) };
    }
    signals.setDeadline(deadlineMs);
    const { request, steps, ports, report } = this;
    const run = new StackRun({ request, steps, ports, report, signals, ...prepared });
    const watching = this.watchAfter(run, prepared, signals, deadlineMs);
    await run.pass("forward");
    let verdicts = await watching;
    if (isGood(verdicts) && run.failures.length === 0 && signals.ending() === null) {
      const isAnswering = await this.smoke(run, signals);
      if (isAnswering) verdicts = await this.takeAway(run, prepared, verdicts, { signals, deadlineMs });
    }
    const { failures, stillMaking } = run;
    const isComplete = run.isComplete();
    const outcome = conclude({ failures, verdicts, ending: signals.ending(), isComplete, stillMaking });
    await this.record(recorder, outcome, { digests: run.digests(), verdicts });
    return outcome;
  }

  /** Watches services from the moment at which the first stack with services is touched; without one, when the stacks are done. */
  private async watchAfter(
    run: StackRun,
    { asked }: Prepared,
    signals: RunSignals,
    deadlineMs: number,
  ): Promise<readonly RolloutVerdict[]> {
    await run.servicesBegin;
    const pinned = new Map(this.pinned(run.digests()).map(({ name, digests }) => [name, digests]));
    const services = asked.map((service) => ({ ...service, digests: pinned.get(service.name) ?? service.digests }));
    return await this.verdicts(services, { deadlineMs, signals, isReleasing: () => run.isReleasing });
  }

  private async verdicts(
    asked: readonly AskedService[],
    until: { readonly deadlineMs: number; readonly signals: RunSignals; readonly isReleasing: () => boolean },
  ): Promise<readonly RolloutVerdict[]> {
    if (asked.length === 0) return [];
    this.tell("services", "begun", "Each service is watched until it is known what it runs.");
    const { deadlineMs, isReleasing } = until;
    const verdicts = await this.steps.rollouts
      .watch(asked, { deadlineMs, signal: until.signals.leave, isReleasing })
      .catch((error: unknown) => unreadable(asked, problemsOf(error)));
    const says = verdicts.map(({ service, verdict }) => `${service}: ${verdict}`).join(", ");
    this.tell("services", isGood(verdicts) ? "done" : "failed", says);
    return verdicts;
  }

  private async smoke(run: StackRun, signals: RunSignals): Promise<boolean> {
    this.tell("smoke", "begun", "The public addresses are asked for their health.");
    const problems = await this.steps.smoke(signals.stop).catch(problemsOf);
    run.fail(problems);
    this.tell("smoke", problems.length === 0 ? "done" : "failed", smokeSays(problems));
    return problems.length === 0;
  }

  /** What the new version doesn't need goes; then the services are asked once more. */
  private async takeAway(
    run: StackRun,
    { asked, plan }: Prepared,
    verdicts: readonly RolloutVerdict[],
    { signals, deadlineMs }: { readonly signals: RunSignals; readonly deadlineMs: number },
  ): Promise<readonly RolloutVerdict[]> {
    if (plan.passes.every(({ direction }) => direction !== "backward") || signals.ending() !== null) return verdicts;
    await run.pass("backward");
    const pinned = new Map(this.pinned(run.digests()).map(({ name, digests }) => [name, digests]));
    const services = asked.map((service) => ({ ...service, digests: pinned.get(service.name) ?? service.digests }));
    return await this.verdicts(services, { deadlineMs, signals, isReleasing: () => false });
  }

  private async record(
    recorder: ReleaseRecorder,
    outcome: Outcome,
    known: Parameters<ReleaseRecorder["end"]>[1],
  ): Promise<void> {
    this.tell("record", "begun", "How it ended is written down.");
    try {
      await recorder.end(outcome, known);
      this.tell("record", "done", outcome.kind);
    } catch (error) {
      const says = problemsOf(error).map(({ message }) => message);
      // What is true of the services is true, whether or not it could be written down.
      this.tell("record", "failed", says.join(" "));
      this.report({ type: "warning", says: `How the release ended could not be recorded. ${says.join(" ")}` });
    }
  }

  private tell(step: DeployStep, state: "begun" | "done" | "failed", says: string): void {
    this.report({ type: "step", step, state, says });
  }
}

const isOutcome = (value: object): value is Outcome => "kind" in value && typeof value.kind === "string";

const isGood = (verdicts: readonly RolloutVerdict[]): boolean =>
  verdicts.every(({ verdict }) => verdict === "serving" || verdict === "unchanged");

const unreadable = (asked: readonly AskedService[], problems: readonly Problem[]): readonly RolloutVerdict[] =>
  asked.map(({ name }) => ({ service: name, verdict: "unhealthy", taskDefinition: null, problems }));

const smokeSays = (problems: readonly Problem[]): string =>
  problems.length === 0 ? "They answer." : problems.map(({ message }) => message).join(" ");

const digestsIn = (parameters: DeployRequest["parameters"]): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => name.endsWith("ImageDigest")));

function summaryOf({ stacks, changes, passes }: DeployPlan): string {
  if (passes.length === 0) return "Nothing differs.";
  const touched = stacks.filter(({ kind }) => kind !== "unchanged");
  return `${changes.length} resources in ${touched.length} of ${stacks.length} stacks.`;
}

const declined: Problem = {
  path: "",
  code: "NotApproved",
  message: "The plan was not agreed to.",
  fix: "Change the description and deploy again.",
};

const nobodyAsked: Problem = {
  path: "",
  code: "ApprovalNeeded",
  message: "A person must agree to this plan, and nobody can be asked here.",
  fix: "Look at the plan, and agree to it with --yes.",
};
