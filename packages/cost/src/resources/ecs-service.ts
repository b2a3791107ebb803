import { type GraphResource, recordsOf, textOf } from "@fairlead/check";
import { type Charge, HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed, type Range, scaled, total } from "../charge/range.js";
import { hasPublicAddress, runsOnEc2, serviceTasks, spotTasks } from "./service-tasks.js";
import { taskCharges } from "./task-charges.js";
import { priced, type Surroundings } from "./treatment.js";

/** Tasks of a service: Fargate by the second for vCPU and memory, on EC2 nothing beside the instances; and the traces that they send. */
export const ecsService = priced((service, around) => {
  const tasks = serviceTasks(service, around);
  const assumption = tasks.min === tasks.max ? null : loadAssumption(around);
  const addresses: Charge[] = hasPublicAddress(service)
    ? [
        {
          price: { service: "VPC", item: "public IPv4 in use" },
          what: "public IPv4 of each task",
          quantity: scaled(tasks, HOURS_PER_MONTH),
          assumption,
        },
      ]
    : [];
  const definition = definitionOf(service, around);
  if (definition === undefined) return addresses;
  const others = [...addresses, ...traces(definition, around)];
  if (runsOnEc2(service)) return others;
  const spot = spotTasks(service, tasks);
  return [
    ...taskCharges(definition, {
      onDemand: scaled(without(tasks, spot), HOURS_PER_MONTH),
      spot: scaled(spot, HOURS_PER_MONTH),
      commitment: around.terms.commitment,
      assumption,
    }),
    ...others,
  ];
});

/** How an estimate says where the expected number of tasks lies. */
export const loadAssumption = ({ usage }: Surroundings): string =>
  `expected: ${Math.round(usage.load * 100)} % of the way from the least to the most tasks`;

const without = (all: Range, part: Range): Range => total([all, scaled(part, -1)]);

const definitionOf = (service: GraphResource, { graph }: Surroundings): GraphResource | undefined =>
  graph.follow(service.stack, service.properties["TaskDefinition"])?.resource;

const COLLECTOR = /aws-otel-collector|aws-xray-daemon/;

const isTraced = ({ properties }: GraphResource): boolean =>
  recordsOf(properties["ContainerDefinitions"]).some((each) => COLLECTOR.test(textOf(each["Image"]) ?? ""));

/** One trace for each request, however many services it passes; shared out over those that send traces. */
function traces(definition: GraphResource, around: Surroundings): readonly Charge[] {
  if (!isTraced(definition)) return [];
  const { usage } = around;
  const senders = around.graph.ofType("AWS::ECS::Service").filter((service) => {
    const other = definitionOf(service, around);
    return other !== undefined && isTraced(other);
  });
  return [
    {
      price: { service: "X-Ray", item: "traces recorded (100k free)" },
      what: "traces",
      quantity: fixed((usage.requestsPerMonth * usage.tracedShare) / Math.max(1, senders.length)),
      assumption: `${Math.round(usage.tracedShare * 100)} % of ${usage.requestsPerMonth.toLocaleString("en")} requests, over all services that send traces`,
    },
  ];
}
