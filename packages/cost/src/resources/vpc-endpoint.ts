import { listOf, textOf } from "@fairlead/check";
import { HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import { endpointService } from "./endpoint-services.js";
import { callerGb, loggedGb } from "./traffic.js";
import { priced, type Surroundings } from "./treatment.js";

const PB_IN_GB = 1_048_576;
const DATA = [
  { name: { service: "VPC", item: "interface endpoint data, first 1 PB" }, upTo: PB_IN_GB },
  { name: { service: "VPC", item: "interface endpoint data, next 4 PB" }, upTo: null },
];

/** An interface endpoint: hours in each zone and GB; gateway endpoints (S3, DynamoDB) cost nothing. */
export const vpcEndpoint = priced((endpoint, around) => {
  const { properties } = endpoint;
  if ((textOf(properties["VpcEndpointType"]) ?? "Gateway") !== "Interface") return [];
  const zones = Math.max(1, listOf(properties["SubnetIds"]).length);
  const { gb, assumption } = passing(endpointService(endpoint), around);
  return [
    {
      price: { service: "VPC", item: "interface endpoint per AZ" },
      what: `hours in ${zones} ${zones === 1 ? "zone" : "zones"}`,
      quantity: fixed(zones * HOURS_PER_MONTH),
      assumption: null,
    },
    { price: DATA, what: "GB processed", quantity: fixed(gb), assumption },
  ];
});

/** Assumed of services that are asked now and then: a secret, a manifest, a token. */
const SMALL_GB = 1;

function passing(service: string, { usage }: Surroundings): { readonly gb: number; readonly assumption: string } {
  switch (service) {
    case "logs":
      return { gb: loggedGb(usage), assumption: "all that is logged" };
    case "bedrock-runtime":
      return { gb: callerGb(usage), assumption: "what callers send and get goes to a model and back" };
    default:
      return { gb: SMALL_GB, assumption: `${SMALL_GB} GB of small answers` };
  }
}
