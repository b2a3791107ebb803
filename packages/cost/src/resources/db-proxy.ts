import { type GraphResource, listOf, textOf } from "@fairlead/check";
import { HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed, type Range, scaled } from "../charge/range.js";
import { serverlessCapacity } from "./aurora-charges.js";
import { databaseVcpu } from "./instance-sizes.js";
import { priced, type Surroundings } from "./treatment.js";

/** The least that is charged: https://aws.amazon.com/rds/proxy/pricing/ (2026-11). */
const LEAST_VCPU = 2;
const LEAST_ACU = 8;

/** An RDS Proxy: by the vCPU of the instances behind it, or by the ACU that serverless ones use. */
export const dbProxy = priced((proxy, around) => {
  const target = targetOf(proxy, around);
  const members = target === undefined ? [] : membersOf(target, around);
  const classes = members.map(({ properties }) => textOf(properties["DBInstanceClass"]) ?? "");
  if (target !== undefined && classes.includes("db.serverless")) {
    const used = scaled(serverlessCapacity(target, around.usage), classes.length);
    return [
      {
        price: { service: "RDS Proxy", item: "serverless target" },
        what: `ACU hours, at least ${LEAST_ACU} ACU`,
        quantity: scaled(atLeast(LEAST_ACU, used), HOURS_PER_MONTH),
        assumption: null,
      },
    ];
  }
  const vcpu = Math.max(
    LEAST_VCPU,
    classes.map(databaseVcpu).reduce((sum, each) => sum + each, 0),
  );
  return [
    {
      price: { service: "RDS Proxy", item: "provisioned target" },
      what: `vCPU hours, ${vcpu} vCPU`,
      quantity: fixed(vcpu * HOURS_PER_MONTH),
      assumption: null,
    },
  ];
});

const atLeast = (least: number, { min, expected, max }: Range): Range => ({
  min: Math.max(least, min),
  expected: Math.max(least, expected),
  max: Math.max(least, max),
});

/** The instances of a cluster, or the one instance itself. */
function membersOf(target: GraphResource, { graph }: Surroundings): readonly GraphResource[] {
  if (target.type !== "AWS::RDS::DBCluster") return [target];
  return graph
    .ofType("AWS::RDS::DBInstance")
    .filter(({ stack, properties }) => graph.follow(stack, properties["DBClusterIdentifier"])?.resource === target);
}

function targetOf(proxy: GraphResource, { graph }: Surroundings): GraphResource | undefined {
  const group = graph
    .ofType("AWS::RDS::DBProxyTargetGroup")
    .find(({ stack, properties }) => graph.follow(stack, properties["DBProxyName"])?.resource === proxy);
  if (group === undefined) return undefined;
  const named = [group.properties["DBInstanceIdentifiers"], group.properties["DBClusterIdentifiers"]].flatMap(listOf);
  return named.flatMap((value) => graph.follow(group.stack, value)?.resource ?? []).at(0);
}
