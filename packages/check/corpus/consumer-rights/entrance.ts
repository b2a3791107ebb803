import { image, ingress, service } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import type { Mistake } from "../mistake.js";
import { portOfTheContainer } from "../shown.js";
import { recordsOf } from "../../src/templates/read-value.js";

const gateway = service("gateway", { image: image("gateway"), port: 3001 });
const routed = () => describeRoots({ ingress: ingress({ routes: { "/*": gateway } }) });

/** The way in: a load balancer in front of something that listens. */
export const ENTRANCE_MISTAKES: readonly Mistake[] = [
  {
    id: "target-that-does-not-listen",
    mistake:
      "The load balancer leads to port 80 of the PII filter, which has no HTTP server: create-service fails, and no target would become healthy.",
    outcome: {
      kind: "refused",
      app: () =>
        describeRoots({
          ingress: ingress({ routes: { "/*": service("pii-filter", { image: image("pii-filter") }) } }),
        }),
      problem: "RouteWithoutPort",
    },
  },
  {
    id: "port-not-mapped",
    mistake: "The service registers a container port that the task definition doesn't map: create-service fails.",
    outcome: {
      kind: "unwritable",
      because: "A service states its port once: port mapping, target and both security-group rules follow from it.",
      app: routed,
      holds: portOfTheContainer(3001),
    },
  },
  {
    id: "health-path-of-a-worker",
    mistake: "The target group asks the PII filter for /health, which it doesn't have.",
    outcome: {
      kind: "refused",
      app: () =>
        describeRoots({
          services: [service("pii-filter", { image: image("pii-filter"), health: "/health" })],
        }),
      problem: "HealthWithoutPort",
    },
  },
  {
    id: "no-listener",
    mistake: "Load balancer and target group are created and no listener: nothing leads from the one to the other.",
    outcome: {
      kind: "unwritable",
      because: "A route is a rule of a listener that forwards to the service's target group.",
      app: routed,
      holds: (graph) => {
        const targets = graph.ofType("AWS::ElasticLoadBalancingV2::TargetGroup");
        const actions = graph
          .ofType("AWS::ElasticLoadBalancingV2::ListenerRule")
          .flatMap(({ stack, properties }) => recordsOf(properties["Actions"]).map((action) => ({ stack, action })));
        const led = actions.flatMap(({ stack, action }) => graph.referencesIn(stack, action));
        return targets.length > 0 && targets.every((target) => led.some(({ resource }) => resource === target));
      },
    },
  },
  {
    id: "no-certificate",
    mistake:
      "The certificate is optional and no step asks for one: questions about people's rights cross the internet in the open.",
    outcome: { kind: "found", in: routed, finding: "PlainHttp", on: "ingress" },
  },
];
