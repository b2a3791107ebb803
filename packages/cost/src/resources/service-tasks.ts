import { type GraphResource, listOf, numberOf, recordOf, recordsOf, textOf } from "@fairlead/check";
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

/** How many of a service's tasks run on Spot, by the base and the weights of its capacity providers. */
export function spotTasks(service: GraphResource, { min, expected, max }: Range): Range {
  const providers = recordsOf(service.properties["CapacityProviderStrategy"]).map((each) => ({
    isSpot: textOf(each["CapacityProvider"]) === "FARGATE_SPOT",
    base: numberOf(each["Base"]) ?? 0,
    weight: numberOf(each["Weight"]) ?? 0,
  }));
  const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
  const spot = providers.filter(({ isSpot }) => isSpot);
  const base = sumOf(providers.map((each) => each.base));
  const spotBase = sumOf(spot.map((each) => each.base));
  const weight = sumOf(providers.map((each) => each.weight));
  const share = weight === 0 ? 0 : sumOf(spot.map((each) => each.weight)) / weight;
  const of = (tasks: number): number => Math.min(tasks, spotBase) + Math.max(0, tasks - base) * share;
  return { min: of(min), expected: of(expected), max: of(max) };
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
  textOf(awsvpcOf(properties)["AssignPublicIp"]) === "ENABLED";

const awsvpcOf = (properties: GraphResource["properties"]): Readonly<Record<string, unknown>> =>
  recordOf(recordOf(properties["NetworkConfiguration"])["AwsvpcConfiguration"]);

/** In how many zones tasks run, by the subnets of the service that has the most; one where nobody knows. */
export const taskZones = ({ graph }: Surroundings): number =>
  Math.max(
    1,
    ...graph.ofType("AWS::ECS::Service").map(({ properties }) => listOf(awsvpcOf(properties)["Subnets"]).length),
  );
