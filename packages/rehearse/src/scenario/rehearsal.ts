import { clusterName, environmentPrefix } from "@fairlead/constructs";
import {
  bootstrapEnvironment,
  deploy,
  DEPLOY_DEFAULTS,
  type DeployRequest,
  type Outcome,
  readStatus,
  rollback,
  ROLLBACK_DEFAULTS,
  scale,
  SCALE_DEFAULTS,
} from "@fairlead/deploy";
import type { RehearsalParts } from "./rehearsal-parts.js";
import type { RehearsalStep } from "./rehearsal-report.js";
import { rehearseDestruction, rehearseRefusal } from "./rehearse-destruction.js";
import { rehearseDrift } from "./rehearse-drift.js";
import { rehearseExec } from "./rehearse-exec.js";
import { rehearseLogs, rehearseRun } from "./rehearse-job.js";
import { rehearseDiff, rehearseReleases, rehearseWhy } from "./rehearse-reading.js";
import { operatorValues, rehearseSecrets } from "./rehearse-secrets.js";
import { failure, judged, skipped, type StepResult } from "./step-result.js";
import { impossibleFor, type RehearsedFault } from "./trial-board.js";

/** Runs the steps of a rehearsal, one after the other; each tells by itself whether it ended as it should. */
export class Rehearsal {
  readonly steps: RehearsalStep[] = [];
  private readonly parts: RehearsalParts;
  private version = 0;

  constructor(parts: RehearsalParts) {
    this.parts = parts;
  }

  async run(): Promise<void> {
    await this.step("bootstrap", "The account is prepared for the CDK.", () => this.bootstrap());
    await this.step("deploy", "The environment is made from nothing.", () => this.deploy("done"));
    if (this.steps.some(({ result }) => result === "failed")) return;
    await this.step("secrets", "The secrets that somebody has to set are changed.", () => rehearseSecrets(this.parts));
    await this.step("status", "Its state is read back.", () => this.status());
    await this.step("diff", "What was deployed is compared with the description.", () => rehearseDiff(this.parts));
    await this.step("drift", "What was changed by hand is found.", () => rehearseDrift(this.parts));
    await this.step("run", "A job is run by hand.", () => rehearseRun(this.parts));
    await this.step("logs", "What it wrote is read back.", () => rehearseLogs(this.parts));
    await this.step("exec", "A session is opened in a running task.", () => rehearseExec(this.parts));
    await this.step("scale", "A service gets one more task.", () => this.scale());
    await this.step("deploy-again", "A second version is released.", () => this.deploy("done"));
    await this.step("rollback", "The release is undone.", () => this.rollback());
    await this.step("deploy-after-rollback", "The next version is released.", () => this.deploy("done"));
    await this.broken("image-missing", "A release whose image can't be pulled.");
    await this.step("why", "The reason is asked for.", () => this.why());
    await this.broken("migration-failing", "A release whose job fails.");
    await this.broken("health-failing", "A release that is never healthy.");
    await this.broken("alarm-during-bake", "A release that makes an alarm ring.");
    await this.step("releases", "What was released is read back.", () => rehearseReleases(this.parts));
    await this.step("destroy-protected", "What is protected is not destroyed.", () => rehearseRefusal(this.parts));
    await this.step("destroy", "Everything is destroyed.", () => rehearseDestruction(this.parts));
  }

  private broken(fault: RehearsedFault, title: string): Promise<void> {
    const why = impossibleFor(this.parts.target.app, fault);
    return this.step(fault, title, async () => {
      if (why !== null) return skipped(why);
      this.parts.board.put(fault);
      const serving = this.serving();
      const result = await this.deploy("rolled-back");
      this.parts.board.clear();
      const after = this.serving();
      if (result.result === "passed" && after !== serving) {
        return { ...result, result: "failed", says: `${result.says} Before, ${serving} served; now ${after}.` };
      }
      return result;
    });
  }

  private async why(): Promise<StepResult> {
    const why = impossibleFor(this.parts.target.app, "image-missing");
    return why === null ? await rehearseWhy(this.parts) : skipped(why);
  }

  /** What each service runs, in one line. */
  private serving(): string {
    return this.parts.emulator.cluster
      .all()
      .map(
        ({ name, primary }) => `${name} ${primary.taskDefinition.slice(primary.taskDefinition.lastIndexOf("/") + 1)}`,
      )
      .sort()
      .join(", ");
  }

  private async step(name: string, title: string, run: () => Promise<StepResult>): Promise<void> {
    const { ports, onStep, emulator } = this.parts;
    onStep({ title });
    const [realMs, simulatedMs] = [performance.now(), ports.clock.nowMs()];
    const known = new Set(
      emulator.cluster.all().flatMap((service) => service.deployments.map(({ simulated }) => simulated)),
    );
    const result = await run().catch(failure);
    const rollouts = emulator.cluster
      .all()
      .flatMap((service) => service.deployments.map(({ simulated }) => simulated))
      .filter((simulated) => !known.has(simulated));
    const step = {
      name,
      title,
      ...result,
      seconds: (performance.now() - realMs) / 1000,
      simulatedSeconds: (ports.clock.nowMs() - simulatedMs) / 1000,
      rollouts,
    };
    this.steps.push(step);
    onStep(step);
  }

  private async bootstrap(): Promise<StepResult> {
    const { target, ports, report } = this.parts;
    const { regions, policies } = await bootstrapEnvironment({ target, keepsAdministrator: true }, ports, report);
    const says = `${regions.map(({ region }) => region).join(", ")}, with ${policies.length} policies.`;
    return { result: "passed", says, problems: [] };
  }

  private async deploy(expected: Outcome["kind"]): Promise<StepResult> {
    this.version += 1;
    const { ports, report } = this.parts;
    const outcome = await deploy(this.request(), ports, report);
    return judged(outcome, expected);
  }

  private request(): DeployRequest {
    const { target, baseFolder, toolVersion } = this.parts;
    const digest = `sha256:${this.version.toString(16).padStart(64, "0")}`;
    const own = target.app.images.filter(({ source }) => source.kind !== "external");
    return {
      target: { ...target, descriptionHash: `${target.descriptionHash}-${this.version}` },
      parameters: {},
      allowReplace: [],
      allowDestroy: [],
      images: { baseFolder, outside: Object.fromEntries(own.map(({ name }) => [name, digest])) },
      firstValues: { given: operatorValues(target.app, "rehearsed"), ask: null },
      despiteAlarms: true,
      resume: null,
      facts: { action: { kind: "deploy" }, expectedMonthlyUsd: null, findings: null, toolVersion },
      deadlineMs: 12 * DEPLOY_DEFAULTS.deadlineMs,
      concurrency: DEPLOY_DEFAULTS.concurrency,
      approve: () => Promise.resolve("approved"),
      signal: new AbortController().signal,
    };
  }

  private async status(): Promise<StepResult> {
    const { target, ports } = this.parts;
    const status = await readStatus(target.app, ports);
    const says = `${status.state}; ${status.services.length} services, ${status.stacks.length} stacks.`;
    return { result: status.state === "healthy" ? "passed" : "failed", says, problems: status.problems };
  }

  private async scale(): Promise<StepResult> {
    const { target, ports, report, emulator } = this.parts;
    const cluster = clusterName(target.app);
    const [first] = target.app.services.flatMap(({ name, scaling }) => {
      const desired = emulator.cluster.find(name, cluster)?.state.desired;
      return desired !== undefined && desired < scaling.maxTasks ? [{ name, scaling, tasks: desired + 1 }] : [];
    });
    if (first === undefined) return skipped("No service may have more tasks.");
    const { minTasks, maxTasks } = first.scaling;
    const outcome = await scale(
      {
        cluster,
        service: first.name,
        tasks: first.tasks,
        minTasks: null,
        maxTasks: null,
        described: { minTasks, maxTasks },
        isAlone: false,
        deadlineMs: SCALE_DEFAULTS.deadlineMs,
      },
      ports,
      report,
    );
    return judged(outcome, "done");
  }

  private async rollback(): Promise<StepResult> {
    const { target, ports, report, toolVersion } = this.parts;
    const { app } = target;
    const outcome = await rollback(
      {
        environment: { app: app.name, environment: app.environment.name },
        cluster: clusterName(app),
        stack: { name: `${environmentPrefix(app)}-Ecs`, region: null },
        to: null,
        deadlineMs: 12 * ROLLBACK_DEFAULTS.deadlineMs,
        toolVersion,
      },
      ports,
      report,
    );
    return judged(outcome, "done");
  }
}
