import { textOf } from "@fairlead/check";
import { HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

const CLUSTER_NODES = 3;
/** GB of disk: one `mq.m7g.large` has 200, each of a cluster's nodes 15 (price list of 2026-09-11); for others assumed. */
const DISK_GB = { single: 200, node: 15 } as const;

/** A RabbitMQ broker of Amazon MQ: instance hours, three of them in a cluster, and disks. */
export const mqBroker = priced(({ properties }) => {
  const instanceType = textOf(properties["HostInstanceType"]) ?? "";
  const isCluster = textOf(properties["DeploymentMode"]) === "CLUSTER_MULTI_AZ";
  const nodes = isCluster ? CLUSTER_NODES : 1;
  const disk = nodes * (isCluster ? DISK_GB.node : DISK_GB.single);
  return [
    {
      price: { service: "Amazon MQ RabbitMQ", item: instanceType },
      what: `hours of ${nodes} × ${instanceType}`,
      quantity: fixed(nodes * HOURS_PER_MONTH),
      assumption: null,
    },
    {
      price: { service: "Amazon MQ RabbitMQ", item: "EBS storage" },
      what: "GB of disk",
      quantity: fixed(disk),
      assumption: `${disk} GB, which Amazon MQ chooses`,
    },
  ];
});
