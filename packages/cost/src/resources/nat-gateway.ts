import { HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import { hasEndpoint } from "./endpoint-services.js";
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
    assumption: passing(around)
      .map(({ says }) => says)
      .join("; "),
  },
]);

const gateways = ({ graph }: Surroundings): number => Math.max(1, graph.ofType("AWS::EC2::NatGateway").length);

interface Passing {
  readonly gb: number;
  readonly says: string;
}

/** What has an endpoint of its own passes by. Layers of images come from S3. */
function passing(around: Surroundings): readonly Passing[] {
  const { graph, usage } = around;
  const imagesGb = usage.releases * usage.imageGb * graph.ofType("AWS::ECS::Service").length;
  return [
    ["bedrock-runtime", { gb: callerGb(usage), says: "what callers send and get goes to a model and back" }] as const,
    ["logs", { gb: loggedGb(usage), says: "what is logged" }] as const,
    ["s3", { gb: imagesGb, says: `images of ${usage.releases} releases` }] as const,
  ].flatMap(([service, flow]) => (hasEndpoint(around, service) ? [] : [flow]));
}

const processedGb = (around: Surroundings): number => passing(around).reduce((sum, { gb }) => sum + gb, 0);
