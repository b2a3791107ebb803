import { PolicyStatement } from "aws-cdk-lib/aws-iam";

/**
 * Lambda makes the function's network interfaces in its name, and asks for these on every resource.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions (2026-11)
 */
export const joinVpcStatement = (): PolicyStatement =>
  new PolicyStatement({
    sid: "JoinVpc",
    actions: [
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:UnassignPrivateIpAddresses",
    ],
    resources: ["*"],
  });
