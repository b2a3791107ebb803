import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { listOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";
import { zonesOf } from "./zones-of.js";

/** Where each type names its subnets. */
const SUBNETS: Readonly<Record<string, string>> = {
  "AWS::RDS::DBSubnetGroup": "SubnetIds",
  "AWS::RDS::DBProxy": "VpcSubnetIds",
};

const subnetsOf = ({ type, properties }: GraphResource): unknown => properties[SUBNETS[type] ?? ""];

export const subnetGroupInOneZone: TemplateRule = {
  code: "SubnetGroupInOneZone",
  severity: "error",
  title: "A database's subnets are in one zone",
  why: "RDS refuses a subnet group or a proxy with fewer than two zones, also for an instance that runs in one.",
  fix: "Name subnets in two zones or more.",
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
  check: (graph) =>
    graph
      .ofType(...Object.keys(SUBNETS))
      .filter((resource) => listOf(subnetsOf(resource)).length > 0 && Array.isArray(subnetsOf(resource)))
      .filter((resource) => zonesOf(graph, resource.stack, subnetsOf(resource)) < 2)
      .map((resource) => ({ resource, message: `${describeResource(resource)} has subnets in one zone only.` })),
};
