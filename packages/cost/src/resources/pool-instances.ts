import { type GraphResource, numberOf, recordOf, recordsOf, textOf } from "@fairlead/check";
import { instanceType } from "@fairlead/model";
import type { Range } from "../charge/range.js";
import { serviceTasks } from "./service-tasks.js";
import type { Surroundings } from "./treatment.js";

/** ECS takes a part of each instance's memory for its agent and the system; a few percent. */
const MEMORY_SHARE = 0.95;
const CPU_UNITS = 1_024;
/** Three thirds are one, whatever floating point makes of them. */
const ROUNDING = 1e-9;

/**
 * Instances that run: as many as the tasks of its services need, within the group's bounds, since managed scaling of a capacity
 * provider keeps them so (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html, 2026-11).
 */
export function poolInstances(group: GraphResource, typeName: string, around: Surroundings): Range {
  const min = numberOf(group.properties["MinSize"]) ?? 0;
  const max = Math.max(min, numberOf(group.properties["MaxSize"]) ?? min);
  const services = servicesOn(group, around);
  // Whatever else runs on them, nobody here knows what it needs.
  if (services.length === 0) return { min, expected: min + (max - min) * around.usage.load, max };
  const shares = services.map((service) => {
    const tasks = serviceTasks(service, around);
    const each = tasksPerInstance(service, typeName, around);
    return { min: tasks.min / each, expected: tasks.expected / each, max: tasks.max / each };
  });
  const needed = (key: keyof Range): number => {
    const sum = shares.reduce((total, share) => total + share[key], 0);
    // An average hour may need half of an instance: it is there for half of the hours.
    return Math.min(max, Math.max(min, key === "expected" ? sum : Math.ceil(sum - ROUNDING)));
  };
  const least = needed("min");
  return { min: least, expected: Math.max(least, needed("expected")), max: Math.max(least, needed("max")) };
}

function servicesOn(group: GraphResource, { graph }: Surroundings): readonly GraphResource[] {
  const providers = graph.ofType("AWS::ECS::CapacityProvider").filter(({ stack, properties }) => {
    const arn = recordOf(properties["AutoScalingGroupProvider"])["AutoScalingGroupArn"];
    return graph.follow(stack, arn)?.resource === group;
  });
  return graph.ofType("AWS::ECS::Service").filter(({ stack, properties }) =>
    recordsOf(properties["CapacityProviderStrategy"]).some((each) => {
      const provider = graph.follow(stack, each["CapacityProvider"])?.resource;
      return provider !== undefined && providers.includes(provider);
    }),
  );
}

/** Each task takes a network interface of its own, CPU, memory and perhaps a GPU; of a type that nobody knows, one fits. */
function tasksPerInstance(service: GraphResource, typeName: string, { graph }: Surroundings): number {
  const type = instanceType(typeName);
  const definition = graph.follow(service.stack, service.properties["TaskDefinition"])?.resource;
  if (type === null || definition === undefined) return 1;
  const cpu = numberOf(definition.properties["Cpu"]) ?? 1;
  const memory = numberOf(definition.properties["Memory"]) ?? 1;
  const gpus = recordsOf(definition.properties["ContainerDefinitions"])
    .flatMap((container) => recordsOf(container["ResourceRequirements"]))
    .filter((requirement) => textOf(requirement["Type"]) === "GPU")
    .reduce((sum, requirement) => sum + (numberOf(requirement["Value"]) ?? 0), 0);
  const room = Math.min(
    type.interfaces - 1,
    Math.floor((type.vcpus * CPU_UNITS) / cpu),
    Math.floor((type.memoryMib * MEMORY_SHARE) / memory),
    gpus === 0 ? Number.MAX_SAFE_INTEGER : Math.floor(type.gpus / gpus),
  );
  return Math.max(1, room);
}
