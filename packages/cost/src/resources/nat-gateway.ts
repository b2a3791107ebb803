import { HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import { callerGb, loggedGb } from "./traffic.js";
import { priced, type Surroundings } from "./treatment.js";

/** A NAT gateway: its hours, and every GB in both directions; its address is the Elastic IP's. */
export const natGateway = priced((_, around) => [
  {
    price: { service: "NAT Gateway", item: "gateway hour" },
    what: "hours",
    quantity: fixed(HOURS_PER_MONTH),
    assumption: null,
  },
  {
    price: { service: "NAT Gateway", item: "data processed" },
    what: "GB processed",
    quantity: fixed(processedGb(around) / gateways(around)),
    assumption: `what callers send and get goes to a model and back, beside logs and ${around.usage.releases} releases' images`,
  },
]);

const gateways = ({ graph }: Surroundings): number => Math.max(1, graph.ofType("AWS::EC2::NatGateway").length);

/** Without endpoints, logs and images pass the gateway too. */
function processedGb({ graph, usage }: Surroundings): number {
  const services = graph.ofType("AWS::ECS::Service").length;
  return callerGb(usage) + loggedGb(usage) + usage.releases * usage.imageGb * services;
}
