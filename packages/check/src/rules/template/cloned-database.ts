import { describeResource } from "../../templates/graph-resource.js";
import { numberOf, textOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";
import { containersOfService, scalableTargetsOf } from "./services-of.js";

/** Images of databases that one process writes; in any registry, the name is the last part. Caches are left out: a task may have one of its own. */
const DATABASE =
  /(^|\/)(chroma|qdrant|weaviate|postgres|pgvector|timescaledb|mysql|mariadb|mongo|neo4j|elasticsearch|opensearch)(:|@|$)/u;

export const clonedDatabase: TemplateRule = {
  code: "ClonedDatabase",
  severity: "error",
  title: "A database runs more than once",
  why: "Each copy has data of its own, or several write the same files and destroy them; what a client stored is not there at its next request.",
  fix: "Run one task that stops before its successor starts and keeps its data on a volume, or take a managed database.",
  link: "https://docs.trychroma.com/docs/overview/architecture",
  check: (graph) =>
    graph.ofType("AWS::ECS::Service").flatMap((resource) => {
      const image = containersOfService(graph, resource)
        .flatMap((container) => textOf(container["Image"]) ?? [])
        .find((candidate) => DATABASE.test(candidate));
      const most = Math.max(
        numberOf(resource.properties["DesiredCount"]) ?? 1,
        ...scalableTargetsOf(graph, resource).map(({ properties }) => numberOf(properties["MaxCapacity"]) ?? 1),
      );
      return image === undefined || most < 2
        ? []
        : [{ resource, message: `${describeResource(resource)} runs up to ${most} tasks of ${image}.` }];
    }),
};
