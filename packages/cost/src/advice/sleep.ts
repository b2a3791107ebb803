import { type GraphResource, isTrue, numberOf, recordOf, recordsOf, textOf } from "@fairlead/check";
import type { TemplateResource } from "@fairlead/constructs";
import { type Adviser, type Situation, withProperties } from "./proposal.js";

const HOURS_PER_WEEK = 168;
/** Twelve hours on each of five workdays. */
const AWAKE_HOURS = 60;
const AWAKE = AWAKE_HOURS / HOURS_PER_WEEK;

const GUARDED = ["AWS::RDS::DBCluster", "AWS::RDS::DBInstance", "AWS::ElasticLoadBalancingV2::LoadBalancer"];

/** What is protected from deletion is somebody's production, and doesn't sleep. */
const isGuarded = ({ properties }: GraphResource): boolean =>
  isTrue(properties["DeletionProtection"]) ||
  recordsOf(properties["LoadBalancerAttributes"]).some(
    (each) => textOf(each["Key"]) === "deletion_protection.enabled" && isTrue(each["Value"]),
  );

function sleepers({ graph }: Situation): readonly GraphResource[] {
  if (graph.ofType(...GUARDED).some(isGuarded)) return [];
  const scheduled = graph
    .ofType("AWS::ApplicationAutoScaling::ScalableTarget")
    .filter(({ properties }) => recordsOf(properties["ScheduledActions"]).length > 0)
    .flatMap(({ stack, properties }) => graph.referencesIn(stack, properties["ResourceId"]))
    .map(({ resource }) => resource);
  return graph
    .ofType("AWS::ECS::Service")
    .filter((service) => !scheduled.includes(service) && (numberOf(service.properties["DesiredCount"]) ?? 1) > 0);
}

/** Tasks as so many of them as the hours are in which they are awake. */
function asleep(resource: GraphResource): TemplateResource {
  const shortened = (name: string): Readonly<Record<string, number>> => {
    const count = numberOf(resource.properties[name]);
    return count === undefined ? {} : { [name]: count * AWAKE };
  };
  return withProperties(resource, {
    ...(resource.type === "AWS::ECS::Service"
      ? { DesiredCount: (numberOf(resource.properties["DesiredCount"]) ?? 1) * AWAKE }
      : { ...shortened("MinCapacity"), ...shortened("MaxCapacity") }),
  });
}

/** Tasks stop at night and at weekends, where nothing is protected. */
export const nightStop: Adviser = (situation) => {
  const services = sleepers(situation);
  if (services.length === 0) return null;
  const { graph } = situation;
  const targets = graph
    .ofType("AWS::ApplicationAutoScaling::ScalableTarget")
    .filter(({ stack, properties }) =>
      graph.referencesIn(stack, properties["ResourceId"]).some(({ resource }) => services.includes(resource)),
    );
  return {
    name: "night-stop",
    what: `Stop the tasks outside of ${AWAKE_HOURS} hours a week with \`tasks.schedules\`.`,
    risk: "Whoever comes at night or at a weekend finds nobody, and what is sent then waits until morning.",
    change: (resource) => (services.includes(resource) || targets.includes(resource) ? asleep(resource) : "kept"),
  };
};

/** Aurora pauses while nobody is connected, which is so only where tasks stop too. */
export const scaleToZero: Adviser = (situation) => {
  const clusters = situation.graph
    .ofType("AWS::RDS::DBCluster")
    .filter(({ properties }) => properties["ServerlessV2ScalingConfiguration"] !== undefined);
  const isProxied = situation.graph.ofType("AWS::RDS::DBProxy").length > 0;
  if (clusters.length === 0 || isProxied || situation.usage.pausedShare > 0) return null;
  if (situation.graph.ofType(...GUARDED).some(isGuarded)) return null;
  return {
    name: "scale-to-zero",
    what: `Let Aurora pause (capacity from 0 ACU) while tasks are stopped, outside of ${AWAKE_HOURS} hours a week.`,
    risk: "The first query after a pause waits about 15 s, and a single open connection keeps the database awake.",
    usage: { pausedShare: 1 - AWAKE },
    change: (resource) =>
      clusters.includes(resource)
        ? withProperties(resource, {
            ServerlessV2ScalingConfiguration: {
              ...recordOf(resource.properties["ServerlessV2ScalingConfiguration"]),
              MinCapacity: 0,
            },
          })
        : "kept",
  };
};
