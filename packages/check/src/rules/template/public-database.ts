import { describeResource } from "../../templates/graph-resource.js";
import { isTrue } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

export const publicDatabase: TemplateRule = {
  code: "PublicDatabase",
  severity: "error",
  title: "A database has a public address",
  why: "It is found and tried within minutes, and one rule of its security group is all that stands in front of it.",
  fix: "Set PubliclyAccessible to false; reach it from a task or through Session Manager.",
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
  check: (graph) =>
    graph
      .ofType("AWS::RDS::DBInstance", "AWS::RDS::DBCluster")
      .filter(({ properties }) => isTrue(properties["PubliclyAccessible"]))
      .map((resource) => ({ resource, message: `${describeResource(resource)} has an address on the internet.` })),
};
