import { type GraphResource, numberOf, recordOf, recordsOf, textOf } from "@fairlead/check";
import type { Range } from "../charge/range.js";
import type { Surroundings } from "./treatment.js";

/** How many tasks of a service run: its range of autoscaling, or the desired count; ECS itself starts one. */
export function serviceTasks(service: GraphResource, { graph, usage }: Surroundings): Range {
  const target = graph
    .ofType("AWS::ApplicationAutoScaling::ScalableTarget")
    .find((each) =>
      graph.referencesIn(each.stack, each.properties["ResourceId"]).some(({ resource }) => resource === service),
    );
  const desired = numberOf(service.properties["DesiredCount"]) ?? 1;
  const min = numberOf(target?.properties["MinCapacity"]) ?? desired;
  const max = Math.max(min, numberOf(target?.properties["MaxCapacity"]) ?? desired);
  return { min, expected: min + (max - min) * usage.load, max };
}

/** Share of a service's tasks on Spot, by the weights of its capacity providers; 0 where it states none. */
export function spotShare(service: GraphResource): number {
  const providers = recordsOf(service.properties["CapacityProviderStrategy"]);
  const weightOf = (each: Readonly<Record<string, unknown>>): number => numberOf(each["Weight"]) ?? 0;
  const all = providers.reduce((sum, each) => sum + weightOf(each), 0);
  const spot = providers.filter((each) => textOf(each["CapacityProvider"]) === "FARGATE_SPOT");
  return all === 0 ? 0 : spot.reduce((sum, each) => sum + weightOf(each), 0) / all;
}

/** Whether the tasks run on instances that are paid for themselves. */
export function runsOnEc2({ properties }: GraphResource): boolean {
  const providers = recordsOf(properties["CapacityProviderStrategy"]).map((each) => textOf(each["CapacityProvider"]));
  const isFargate = providers.some((name) => name === "FARGATE" || name === "FARGATE_SPOT");
  if (providers.length > 0) return !isFargate;
  return textOf(properties["LaunchType"]) === "EC2";
}

/** Whether each task has an address of its own on the internet. */
export const hasPublicAddress = ({ properties }: GraphResource): boolean =>
  textOf(recordOf(recordOf(properties["NetworkConfiguration"])["AwsvpcConfiguration"])["AssignPublicIp"]) === "ENABLED";
