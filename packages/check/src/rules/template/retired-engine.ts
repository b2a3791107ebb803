import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { textOf } from "../../templates/read-value.js";
import { RETIRED_ENGINES, RETIRED_ENGINES_ON, type RetiredEngine } from "../retired-engines.js";
import type { TemplateRule } from "../rule.js";

const TYPES = [
  "AWS::RDS::DBCluster",
  "AWS::RDS::DBInstance",
  "AWS::ElastiCache::CacheCluster",
  "AWS::ElastiCache::ReplicationGroup",
  "AWS::AmazonMQ::Broker",
] as const;

/** What the property says that names the engine, in small letters. */
const ENGINES: Readonly<Record<string, RetiredEngine["engine"]>> = {
  postgres: "PostgreSQL",
  "aurora-postgresql": "PostgreSQL",
  redis: "Redis OSS",
  rabbitmq: "RabbitMQ",
};

function retirementOf({ properties }: GraphResource): (RetiredEngine & { readonly version: string }) | null {
  const engine = ENGINES[(textOf(properties["Engine"] ?? properties["EngineType"]) ?? "").toLowerCase()];
  const version = textOf(properties["EngineVersion"]);
  if (engine === undefined || version === undefined) return null;
  const found = RETIRED_ENGINES.find((retired) => retired.engine === engine && retired.pattern.test(version));
  return found === undefined ? null : { ...found, version };
}

export const retiredEngine: TemplateRule = {
  code: "RetiredEngine",
  severity: "error",
  title: "An engine is no longer supported",
  why: "Its holes stay open; RDS bills extended support by the vCPU and the hour, and refuses or upgrades what is older than that.",
  fix: "Move to a version that is supported; try the upgrade on a restored snapshot first.",
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html",
  check: (graph) =>
    graph.ofType(...TYPES).flatMap((resource) => {
      const retired = retirementOf(resource);
      if (retired === null) return [];
      const what = `${describeResource(resource)} runs ${retired.engine} ${retired.version}`;
      return retired.until <= RETIRED_ENGINES_ON
        ? [{ resource, message: `${what}, whose standard support ended on ${retired.until}.` }]
        : [
            {
              resource,
              message: `${what}, whose standard support ends on ${retired.until}.`,
              severity: "note" as const,
            },
          ];
    }),
};
