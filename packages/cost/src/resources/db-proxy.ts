import { type GraphResource, listOf, numberOf, recordOf, textOf } from "@fairlead/check";
import { HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import { databaseVcpu } from "./instance-sizes.js";
import { priced, type Surroundings } from "./treatment.js";

/** The least that is charged: https://aws.amazon.com/rds/proxy/pricing/ (2026-11). */
const LEAST_VCPU = 2;
const LEAST_ACU = 8;

/** An RDS Proxy: by the vCPU (or ACU) of the database behind it. */
export const dbProxy = priced((proxy, around) => {
  const target = targetOf(proxy, around);
  const capacity = numberOf(recordOf(target?.properties["ServerlessV2ScalingConfiguration"])["MaxCapacity"]);
  if (capacity !== undefined)
    return [
      {
        price: { service: "RDS Proxy", item: "serverless target" },
        what: `ACU hours, at least ${LEAST_ACU}`,
        quantity: fixed(Math.max(LEAST_ACU, capacity) * HOURS_PER_MONTH),
        assumption: null,
      },
    ];
  const vcpu = Math.max(LEAST_VCPU, databaseVcpu(textOf(target?.properties["DBInstanceClass"]) ?? ""));
  return [
    {
      price: { service: "RDS Proxy", item: "provisioned target" },
      what: `vCPU hours, ${vcpu} vCPU`,
      quantity: fixed(vcpu * HOURS_PER_MONTH),
      assumption: null,
    },
  ];
});

function targetOf(proxy: GraphResource, { graph }: Surroundings): GraphResource | undefined {
  const group = graph
    .ofType("AWS::RDS::DBProxyTargetGroup")
    .find(({ stack, properties }) => graph.follow(stack, properties["DBProxyName"])?.resource === proxy);
  if (group === undefined) return undefined;
  const named = [group.properties["DBInstanceIdentifiers"], group.properties["DBClusterIdentifiers"]].flatMap(listOf);
  return named.flatMap((value) => graph.follow(group.stack, value)?.resource ?? []).at(0);
}
