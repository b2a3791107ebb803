import { recordsOf, textOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { proxyAlone } from "./proxy-parts.js";

/** Whether every resource of a type has an attribute with a value. */
const attribute =
  (type: string, property: string, [key, value]: readonly [string, string]) =>
  (graph: TemplateGraph): boolean => {
    const resources = graph.ofType(type);
    return (
      resources.length > 0 &&
      resources.every(({ properties }) =>
        recordsOf(properties[property]).some((entry) => entry["Key"] === key && String(entry["Value"]) === value),
      )
    );
  };

const waitsForStreams = attribute("AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerAttributes", [
  "idle_timeout.timeout_seconds",
  "600",
]);
const drainsStreams = attribute("AWS::ElasticLoadBalancingV2::TargetGroup", "TargetGroupAttributes", [
  "deregistration_delay.timeout_seconds",
  "600",
]);

const stopsSlowly = (graph: TemplateGraph): boolean => {
  const containers = graph
    .ofType("AWS::ECS::TaskDefinition")
    .flatMap(({ properties }) => recordsOf(properties["ContainerDefinitions"]))
    .filter(({ Name: name }) => textOf(name) === "proxy");
  return containers.length > 0 && containers.every(({ StopTimeout: seconds }) => seconds === 120);
};

/** What ends a stream before the model does. */
export const STREAMING: readonly Mistake[] = [
  {
    id: "cut-by-the-load-balancer",
    mistake:
      "The load balancer keeps its 60 seconds: a model that thinks for longer without a byte is answered for with 504.",
    outcome: {
      kind: "unwritable",
      because: "The idle timeout follows from the longest response of the services behind it.",
      app: () => proxyAlone(),
      holds: waitsForStreams,
    },
  },
  {
    id: "cut-by-the-app",
    mistake:
      "The server's write timeout is REQUEST_TIMEOUT, 30 seconds by default, while the upstream may take 120: each longer stream ends in the middle.",
    outcome: {
      kind: "found",
      in: () => proxyAlone({ traits: { cutsAfter: "30s" } }),
      finding: "AppCutsAnswers",
      on: "services.proxy",
    },
  },
  {
    id: "killed-while-draining",
    mistake:
      "The drain of the load balancer and the stop timeout of the tasks keep their defaults: each release kills the streams that run.",
    outcome: {
      kind: "unwritable",
      because: "Drain and stop timeout follow from the longest response, up to what AWS gives.",
      app: () => proxyAlone(),
      holds: (graph) => drainsStreams(graph) && stopsSlowly(graph),
    },
  },
  {
    id: "ends-itself-after-30-seconds",
    mistake:
      "After SIGTERM the app waits 30 seconds, as long as ECS by default: which of the two ends the streams is chance.",
    outcome: {
      kind: "found",
      in: () => proxyAlone({ traits: { exitsAfter: "30s" } }),
      finding: "ExitsBeforeAnswers",
      on: "services.proxy",
    },
  },
  {
    id: "shuts-down-in-the-wrong-order",
    mistake:
      "On SIGTERM the app closes its audit log before the last requests have ended, and never flushes its event bus: what ends then is in no record.",
    outcome: {
      kind: "out-of-reach",
      because: "In which order an app closes what it has opened stands in its code alone.",
      reachedBy:
        "A test of the image that sends SIGTERM in the middle of a stream and counts the events that arrive, as apps/llm-proxy has one.",
    },
  },
];
