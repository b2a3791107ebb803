import type { DeployEvent, RolloutSnapshot } from "@fairlead/deploy";

/** An event and when it comes, in seconds from the beginning. */
export interface TimedEvent {
  readonly atSeconds: number;
  readonly event: DeployEvent;
}

export const aSnapshot = (change: Partial<RolloutSnapshot> = {}): RolloutSnapshot => ({
  service: "proxy",
  revision: "arn:aws:ecs:us-east-1:111122223333:service-revision/llm-proxy-prod/proxy/42",
  strategy: "canary",
  status: "IN_PROGRESS",
  stage: "SCALE_UP",
  desired: 2,
  running: 0,
  pending: 2,
  trafficPercent: 0,
  healthyTargets: 0,
  failedTasks: 0,
  bakeSecondsLeft: null,
  lastEvent: "(service proxy) has started 2 tasks: (task 0af3).",
  ...change,
});

const at = (atSeconds: number, event: DeployEvent): TimedEvent => ({ atSeconds, event });

const stack = (name: string, status: string, done: number, total: number): DeployEvent => ({
  type: "stack",
  stack: `llm-proxy-prod-${name}`,
  status,
  resourcesDone: done,
  resourcesTotal: total,
});

const resource = (name: string, id: string, resourceType: string, status: string): DeployEvent => ({
  type: "resource",
  stack: `llm-proxy-prod-${name}`,
  logicalId: id,
  resourceType,
  status,
  reason: null,
});

/** A deployment of a canary that goes well, from the preflight to the bake. */
export const A_VOYAGE: readonly TimedEvent[] = [
  at(0, { type: "step", step: "preflight", state: "begun", says: "" }),
  at(4, { type: "step", step: "preflight", state: "done", says: "nothing stands in the way" }),
  at(4, { type: "step", step: "images", state: "begun", says: "" }),
  at(4, { type: "image", image: "proxy", state: "building", digest: null }),
  at(60, { type: "image", image: "proxy", state: "pushing", digest: null }),
  at(75, { type: "image", image: "proxy", state: "pushed", digest: `sha256:${"ab12".repeat(16)}` }),
  at(75, { type: "step", step: "images", state: "done", says: "1 pushed" }),
  at(76, { type: "step", step: "stacks", state: "begun", says: "3 stacks, 2 side by side" }),
  at(76, stack("Vpc", "WAITING", 0, 41)),
  at(76, stack("Data", "WAITING", 0, 18)),
  at(76, stack("Ecs", "WAITING", 0, 30)),
  at(77, stack("Vpc", "UPDATE_IN_PROGRESS", 0, 41)),
  at(90, stack("Vpc", "UPDATE_COMPLETE", 41, 41)),
  at(91, stack("Data", "UPDATE_IN_PROGRESS", 3, 18)),
  at(92, resource("Data", "mainCluster", "AWS::RDS::DBCluster", "UPDATE_IN_PROGRESS")),
  at(93, resource("Data", "cache", "AWS::ElastiCache::ReplicationGroup", "UPDATE_IN_PROGRESS")),
  at(93, { type: "warning", says: "The secret openai-api-key was last changed 400 days ago." }),
];

/** What follows: the canary takes its share, and bakes. */
export const A_CANARY: readonly TimedEvent[] = [
  at(300, resource("Data", "mainCluster", "AWS::RDS::DBCluster", "UPDATE_COMPLETE")),
  at(310, stack("Data", "UPDATE_COMPLETE", 18, 18)),
  at(311, stack("Ecs", "UPDATE_IN_PROGRESS", 28, 30)),
  at(312, resource("Ecs", "proxyService", "AWS::ECS::Service", "UPDATE_IN_PROGRESS")),
  at(313, { type: "rollout", snapshot: aSnapshot() }),
  at(370, {
    type: "rollout",
    snapshot: aSnapshot({
      stage: "PRODUCTION_TRAFFIC_SHIFT",
      running: 2,
      pending: 0,
      healthyTargets: 2,
      trafficPercent: 10,
      lastEvent: "(service proxy) registered 2 targets in (target-group proxy-b).",
    }),
  }),
  at(430, {
    type: "rollout",
    snapshot: aSnapshot({
      stage: "BAKE_TIME",
      running: 2,
      pending: 0,
      healthyTargets: 2,
      trafficPercent: 100,
      bakeSecondsLeft: 300,
      lastEvent: "(service proxy) registered 2 targets in (target-group proxy-b).",
    }),
  }),
];

/** What may follow the first instead: the new tasks fail, and ECS takes the revision back. */
export const A_FAILURE: readonly TimedEvent[] = [
  ...A_CANARY.slice(0, 5),
  at(380, {
    type: "rollout",
    snapshot: aSnapshot({ failedTasks: 2, pending: 1, lastEvent: "(service proxy) (task 0af3) failed to start." }),
  }),
  at(381, { type: "log", from: "proxy", task: "0af3", line: "Error: DATABASE_URL is not set" }),
  at(381, { type: "log", from: "proxy", task: "0af3", line: "    at readConfiguration (dist/main.js:12:9)" }),
  at(400, {
    type: "rollout",
    snapshot: aSnapshot({
      status: "ROLLBACK_IN_PROGRESS",
      failedTasks: 3,
      pending: 0,
      lastEvent: "(service proxy) (deployment 42) deployment failed: tasks failed to start.",
    }),
  }),
  at(430, {
    type: "resource",
    stack: "llm-proxy-prod-Ecs",
    logicalId: "proxyService",
    resourceType: "AWS::ECS::Service",
    status: "UPDATE_FAILED",
    reason: "Resource handler returned message: ECS Deployment Circuit Breaker was triggered",
  }),
  at(431, stack("Ecs", "UPDATE_ROLLBACK_IN_PROGRESS", 28, 30)),
  at(500, stack("Ecs", "UPDATE_ROLLBACK_COMPLETE", 30, 30)),
  at(500, { type: "step", step: "stacks", state: "failed", says: "llm-proxy-prod-Ecs was rolled back" }),
];
