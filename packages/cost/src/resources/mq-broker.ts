import { type GraphResource, textOf } from "@fairlead/check";
import { HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

const CLUSTER_NODES = 3;
/** GB of disk: all of m5 and a single `mq.m7g.large` have 200, each node of a cluster of m7g 15 (price list of 2026-09-11); others assumed as those. */
const DISK_GB = { broker: 200, clusteredM7g: 15 } as const;

const KNOWN_DISK = /^mq\.(m5\.|m7g\.large)/;

/** A RabbitMQ broker of Amazon MQ: instance hours, three of them in a cluster, and disks. */
export const mqBroker = priced(({ properties }) => {
  const instanceType = textOf(properties["HostInstanceType"]) ?? "";
  const isCluster = textOf(properties["DeploymentMode"]) === "CLUSTER_MULTI_AZ";
  const nodes = isCluster ? CLUSTER_NODES : 1;
  const disk = nodes * (isCluster && instanceType.startsWith("mq.m7g.") ? DISK_GB.clusteredM7g : DISK_GB.broker);
  const service = engineService(properties);
  return [
    {
      price: { service, item: instanceType },
      what: `hours of ${nodes} × ${instanceType}`,
      quantity: fixed(nodes * HOURS_PER_MONTH),
      assumption: null,
    },
    {
      price: { service, item: "EBS storage" },
      what: "GB of disk",
      quantity: fixed(disk),
      assumption: `${disk} GB, which Amazon MQ chooses${KNOWN_DISK.test(instanceType) ? "" : "; taken to be those of larger brokers"}`,
    },
  ];
});

/** ActiveMQ has prices of its own, which nobody has read. */
const engineService = ({ EngineType }: GraphResource["properties"]): string =>
  (textOf(EngineType) ?? "RABBITMQ").toUpperCase() === "RABBITMQ" ? "Amazon MQ RabbitMQ" : "Amazon MQ ActiveMQ";
