import type { Clock } from "@fairlead/deploy";
import type { RolloutState } from "@fairlead/simulator";
import { type JsonRecord, listOf, numberOf, recordOf, sameJson, textOf } from "../../json/json-value.js";
import { inCamelCase } from "../adapters/capacity.js";
import { ApiRefusal, type EmulatedApi } from "../api/emulated-api.js";
import type { SettledResource } from "../cloudformation/stack-world.js";
import { ecs } from "../resources/calls.js";
import { omit } from "../resources/pick.js";
import type { EmulatedWorld } from "../scenario/emulated-world.js";
import { type AskedRevision, isEnded, type LiveImage, LiveService } from "./live-service.js";

/** Changes of a service that ECS makes without a new deployment. */
const WITHOUT_DEPLOYMENT = ["desiredCount", "tags", "healthCheckGracePeriodSeconds", "enableExecuteCommand"];

/** Somebody may do something to a rollout that changes its end. */
const LONGEST_SLEEP_MS = 60_000;

/** All services that tasks are simulated for, in all clusters and regions. */
export class LiveCluster {
  private readonly world: EmulatedWorld;
  private readonly clock: Clock;
  private readonly api: (region: string) => EmulatedApi;
  private readonly services = new Map<string, LiveService>();

  constructor(world: EmulatedWorld, clock: Clock, api: (region: string) => EmulatedApi) {
    this.world = world;
    this.clock = clock;
    this.api = api;
  }

  all(): readonly LiveService[] {
    return [...this.services.values()];
  }

  /** By ARN, or by name and cluster; `undefined` for one that nobody rolls out here. */
  find(nameOrArn: string, cluster: string): LiveService | undefined {
    const clusterName = cluster.slice(cluster.lastIndexOf("/") + 1);
    return (
      this.services.get(nameOrArn) ??
      this.all().find((service) => service.name === nameOrArn && service.cluster === clusterName)
    );
  }

  forget(arn: string): void {
    this.services.delete(arn);
  }

  /** A stack has made or changed a service: lets its tasks come up, and waits until that has ended. */
  async settle({ asked, made, before, rollback }: SettledResource, signal: AbortSignal): Promise<void> {
    const configuration = inCamelCase(asked.properties);
    const service = this.services.get(made.physicalId);
    const revision = await this.revisionOf(textOf(configuration["taskDefinition"]), asked.region);
    const name = textOf(configuration["serviceName"]) || made.physicalId.slice(made.physicalId.lastIndexOf("/") + 1);
    if (service === undefined) {
      const rollout = this.world.rollout(name);
      if (rollout === null) return;
      const cluster = textOf(configuration["cluster"]);
      const desired = numberOf(configuration["desiredCount"]) ?? rollout.desired;
      const named = {
        cluster: cluster.slice(cluster.lastIndexOf("/") + 1),
        name,
        arn: made.physicalId,
        region: asked.region,
        configuration,
      };
      const begin = { rollout: { ...rollout, desired }, trial: this.world.trial(name), asked: revision };
      const begun = new LiveService(named, begin, () => this.clock.nowMs());
      this.services.set(begun.arn, begun);
      await this.wait(begun, signal);
      return;
    }
    const previous = before === null ? {} : inCamelCase(before.properties);
    service.configuration = configuration;
    const force = !sameJson(omit(previous, WITHOUT_DEPLOYMENT), omit(configuration, WITHOUT_DEPLOYMENT)) && !rollback;
    if (this.begin(service, revision, { force, trial: !rollback })) await this.wait(service, signal);
  }

  /** `UpdateService`. */
  async update(service: LiveService, request: JsonRecord): Promise<void> {
    const desired = numberOf(request["desiredCount"]);
    if (desired !== null && desired !== service.state.desired) service.act({ kind: "scale", desired });
    const taskDefinition = textOf(request["taskDefinition"]);
    const force = request["forceNewDeployment"] === true;
    if (taskDefinition === "" && !force) return;
    const asked = taskDefinition === "" ? service.primary : await this.revisionOf(taskDefinition, service.region);
    this.begin(service, asked, { force, trial: true });
  }

  private begin(service: LiveService, asked: AskedRevision, how: { force: boolean; trial: boolean }): boolean {
    const rollout = this.world.rollout(service.name);
    if (rollout === null) return false;
    const trial = how.trial ? this.world.trial(service.name) : { faults: [], seed: 1 };
    return service.deploy(asked, { rollout, trial, force: how.force });
  }

  private async wait(service: LiveService, signal: AbortSignal): Promise<void> {
    while (!isEnded(service.state) && !signal.aborted) {
      const leftMs = service.endMs - this.clock.nowMs();
      await this.clock.sleep(Math.min(LONGEST_SLEEP_MS, Math.max(1000, leftMs)), signal);
    }
    if (signal.aborted) throw new ApiRefusal("ResourceUpdateCancelled", "Resource creation cancelled", 400);
    const { state } = service;
    if (state.status !== "SUCCESSFUL") throw failedDeployment(state);
  }

  private async revisionOf(taskDefinition: string, region: string): Promise<AskedRevision> {
    const answer = await ecs(this.api(region), "DescribeTaskDefinition", { taskDefinition });
    const definition = recordOf(answer["taskDefinition"]);
    const images = listOf(definition["containerDefinitions"])
      .map(recordOf)
      .map((container): LiveImage => ({ container: textOf(container["name"]), image: textOf(container["image"]) }));
    return { taskDefinition: textOf(definition["taskDefinitionArn"]) || taskDefinition, images };
  }
}

/** CloudFormation's words for the circuit breaker; assumed for all else that ends a deployment. */
function failedDeployment(state: RolloutState): ApiRefusal {
  const triggered = state.circuitBreaker.status === "TRIGGERED";
  const why = triggered ? "ECS Deployment Circuit Breaker was triggered" : (state.reason ?? "ECS Deployment failed");
  const message = `Resource handler returned message: "Error occurred during operation '${why}'."`;
  return new ApiRefusal("GeneralServiceException", message, 400);
}
