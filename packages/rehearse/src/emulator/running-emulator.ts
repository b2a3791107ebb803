import { setTimeout as wait } from "node:timers/promises";
import { type Clock, processClock } from "@fairlead/deploy";
import { ECS_SERVICE } from "./adapters/ecs-service.js";
import { releaseGate } from "./adapters/release-gate.js";
import { type EmulatedApi, emulatedApi } from "./api/emulated-api.js";
import { oneAfterAnother } from "./api/one-after-another.js";
import { stackActions } from "./cloudformation/stack-api.js";
import { StackBook } from "./cloudformation/stack-book.js";
import { StackService } from "./cloudformation/stack-service.js";
import { ecrActions } from "./ecr/ecr-actions.js";
import { EmulatedEcr } from "./ecr/emulated-ecr.js";
import { registryHandler } from "./ecr/registry-handler.js";
import { ecsActions } from "./ecs/ecs-actions.js";
import { JobTasks } from "./ecs/job-tasks.js";
import { LiveCluster } from "./ecs/live-cluster.js";
import { alarmHandler, jsonHandler, loadBalancingHandler, stackHandler, trailHandler } from "./front/front-handlers.js";
import { type Front, startFront } from "./front/front-server.js";
import { SimulatedState } from "./front/simulated-state.js";
import { lookingFirst } from "./resources/named-resources.js";
import { decisionFor, undecided } from "./resources/registry.js";
import type { TypeDecision } from "./resources/resource-maker.js";
import type { EmulatedWorld } from "./scenario/emulated-world.js";

/** An emulator with our front before it. */
export interface RunningEmulator {
  /** What an SDK is told, e.g. `http://localhost:41873`. */
  readonly endpoint: string;
  /** Past the front. */
  readonly api: (region: string) => EmulatedApi;
  readonly stacks: StackBook;
  readonly cluster: LiveCluster;
  /** What is decided for a type of resource. */
  readonly decide: (type: string) => TypeDecision;
  stop(): Promise<void>;
}

export interface FrontStart {
  /** Where the emulator itself listens. */
  readonly upstream: URL;
  readonly account: string;
  readonly clock: Clock;
  readonly world: EmulatedWorld;
}

/** Starts the front before an emulator that is there. */
export async function startBefore({ upstream, account, clock, world }: FrontStart): Promise<RunningEmulator> {
  const inTurn = oneAfterAnother();
  const api = (region: string): EmulatedApi => emulatedApi(upstream.href, region, inTurn);
  const stacks = new StackBook();
  const cluster = new LiveCluster(world, clock, api);
  const jobs = new JobTasks(world.job, () => clock.nowMs());
  const own = new Map([releaseGate(jobs, clock), forgotten(cluster)].map((decision) => [decision.type, decision]));
  const decide = (type: string): TypeDecision => {
    const decision = own.get(type) ?? decisionFor(type) ?? undecided(type);
    return { ...decision, maker: lookingFirst(type, decision.maker) };
  };
  const service = new StackService({
    account,
    book: stacks,
    nowMs: () => processClock.nowMs(),
    pause: (milliseconds) => wait(milliseconds, undefined, { ref: false }),
    api,
    decide,
    settle: async (settled, signal) => {
      if (settled.asked.type === "AWS::ECS::Service") await cluster.settle(settled, signal);
    },
  });
  const state = new SimulatedState(cluster, api);
  const repositories = new EmulatedEcr(api);
  const registry = (): string => front.endpoint;
  const front: Front = await startFront({
    upstream,
    registry: registryHandler(repositories, api),
    handlers: {
      cloudformation: stackHandler(stackActions(service)),
      ecr: jsonHandler(ecrActions(repositories, registry, () => clock.nowMs())),
      ecs: jsonHandler(ecsActions({ cluster, jobs, api })),
      elasticloadbalancing: loadBalancingHandler(cluster, state),
      monitoring: alarmHandler(state),
      cloudtrail: trailHandler,
    },
  });
  return { endpoint: front.endpoint, api, stacks, cluster, decide, stop: () => front.close() };
}

/** A service whose tasks go with it. */
const forgotten = (cluster: LiveCluster): TypeDecision => ({
  ...ECS_SERVICE,
  maker: {
    ...ECS_SERVICE.maker,
    remove: async (made, asked, api) => {
      await ECS_SERVICE.maker.remove(made, asked, api);
      cluster.forget(made.physicalId);
    },
  },
});
