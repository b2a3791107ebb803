import { numberOf, textOf } from "@fairlead/check";
import type { Charge } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import { callerGb } from "./traffic.js";
import { priced } from "./treatment.js";

/** EFS: GB stored, and its throughput as the file system has it; CloudFormation makes a bursting one where nothing is stated. */
export const fileSystem = priced(({ properties }, { usage }): readonly Charge[] => {
  const gb = fixed(callerGb(usage));
  const assumption = "as much is read and written as callers send and get";
  const storage: Charge = {
    price: {
      service: "EFS",
      item: properties["AvailabilityZoneName"] === undefined ? "standard storage" : "one-zone storage",
    },
    what: "GB stored",
    quantity: fixed(usage.storedGb),
    assumption: `${usage.storedGb} GB stored`,
  };
  const mode = textOf(properties["ThroughputMode"]) ?? "bursting";
  if (mode === "elastic")
    return [
      storage,
      { price: { service: "EFS", item: "elastic throughput read" }, what: "GB read", quantity: gb, assumption },
      { price: { service: "EFS", item: "elastic throughput write" }, what: "GB written", quantity: gb, assumption },
    ];
  const provisioned = mode === "provisioned" ? (numberOf(properties["ProvisionedThroughputInMibps"]) ?? 0) : 0;
  return [
    storage,
    {
      price: { service: "EFS", item: "provisioned throughput" },
      what: "MB/s provisioned",
      quantity: fixed(provisioned),
      assumption: null,
    },
  ];
});
