import type { Template } from "@fairlead/constructs";

/** The template of the stack `llm-proxy-prod-Vpc`, as far as a run of a job reads it: the groups of two parts, a subnet of each type. */
export const NETWORK_TEMPLATE: Template = {
  Resources: {
    Group: {
      Type: "AWS::EC2::SecurityGroup",
      Properties: { GroupDescription: "llm-proxy-prod jobs.migrate" },
    },
    Other: { Type: "AWS::EC2::SecurityGroup", Properties: { GroupDescription: "llm-proxy-prod services.proxy" } },
    ...Object.fromEntries(
      ["Private", "Public", "Isolated"].map((type) => [
        `${type}Subnet`,
        { Type: "AWS::EC2::Subnet", Properties: { Tags: [{ Key: "aws-cdk:subnet-type", Value: type }] } },
      ]),
    ),
  },
};
