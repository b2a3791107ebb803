import type { XmlContent } from "../api/xml.js";
import type { LiveCluster } from "../ecs/live-cluster.js";
import type { LiveService } from "../ecs/live-service.js";
import { type LiveRoute, routesOf } from "../ecs/service-answers.js";

/** Targets of a group as `DescribeTargetHealth` tells of them; `null` when no simulated service is behind it. */
export function targetHealth(cluster: LiveCluster, targetGroup: string): XmlContent | null {
  const behind = cluster.all().flatMap((service) =>
    routesOf(service)
      .filter(({ groups }) => groups.blue === targetGroup || groups.green === targetGroup)
      .map((route) => ({ service, route })),
  );
  if (behind.length === 0) return null;
  return { TargetHealthDescriptions: behind.flatMap(({ service, route }) => targets(service, route, targetGroup)) };
}

function targets(service: LiveService, route: LiveRoute, targetGroup: string): readonly XmlContent[] {
  const { last, state } = service;
  const sides = [
    { revision: last.target, counts: state.new, net: 1 },
    ...(last.source === null ? [] : [{ revision: last.source, counts: state.old, net: 2 }]),
  ];
  return sides
    .filter(({ revision }) => route.groups[revision.group] === targetGroup)
    .flatMap(({ counts, net }) => [
      ...some(counts.healthy, (at) => target(route, `10.0.${net}.${at + 10}`, "healthy")),
      ...some(counts.running - counts.healthy, (at) => target(route, `10.0.${net}.${at + 100}`, "unhealthy")),
      ...some(counts.draining, (at) => target(route, `10.0.${net}.${at + 200}`, "draining")),
    ]);
}

const some = (count: number, make: (at: number) => XmlContent): readonly XmlContent[] =>
  Array.from({ length: Math.max(0, count) }, (_, at) => make(at));

const target = ({ port }: LiveRoute, Id: string, State: string): XmlContent => ({
  Target: { Id, Port: port, AvailabilityZone: "all" },
  HealthCheckPort: String(port),
  TargetHealth:
    State === "unhealthy"
      ? { State, Reason: "Target.FailedHealthChecks", Description: "Health checks failed" }
      : { State },
});
