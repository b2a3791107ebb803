import { listOf, textOf } from "@fairlead/check";
import { HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import { loggedGb } from "./traffic.js";
import { priced } from "./treatment.js";

/** An interface endpoint: hours in each zone and GB; gateway endpoints (S3, DynamoDB) cost nothing. */
export const vpcEndpoint = priced(({ properties }, { usage }) => {
  if ((textOf(properties["VpcEndpointType"]) ?? "Gateway") !== "Interface") return [];
  const zones = Math.max(1, listOf(properties["SubnetIds"]).length);
  return [
    {
      price: { service: "VPC", item: "interface endpoint per AZ" },
      what: `hours in ${zones} zones`,
      quantity: fixed(zones * HOURS_PER_MONTH),
      assumption: null,
    },
    {
      price: { service: "VPC", item: "interface endpoint data, first 1 PB" },
      what: "GB processed",
      quantity: fixed(loggedGb(usage)),
      assumption: "as much as is logged passes each endpoint",
    },
  ];
});
