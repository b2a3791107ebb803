import { expect, it } from "vitest";
import { resistsRollback } from "./resists-rollback.js";

const attribute = (Value: string) => ({ LoadBalancerAttributes: [{ Key: "deletion_protection.enabled", Value }] });

it.each([
  ["a protected database", "AWS::RDS::DBCluster", { DeletionProtection: true }, true],
  ["a database that may go", "AWS::RDS::DBCluster", { DeletionProtection: false }, false],
  ["a protected user pool", "AWS::Cognito::UserPool", { DeletionProtection: "ACTIVE" }, true],
  ["a user pool that may go", "AWS::Cognito::UserPool", { DeletionProtection: "INACTIVE" }, false],
  ["a protected table", "AWS::DynamoDB::Table", { DeletionProtectionEnabled: true }, true],
  ["a protected load balancer", "AWS::ElasticLoadBalancingV2::LoadBalancer", attribute("true"), true],
  ["a load balancer that may go", "AWS::ElasticLoadBalancingV2::LoadBalancer", attribute("false"), false],
  ["a load balancer that says nothing of it", "AWS::ElasticLoadBalancingV2::LoadBalancer", {}, false],
  ["what has no properties", "AWS::ECS::Cluster", undefined, false],
])("knows of %s whether a rollback could take it away", (_, Type, Properties, expected) => {
  const resource = Properties === undefined ? { Type } : { Type, Properties };
  expect(resistsRollback({ Resources: { Other: { Type: "AWS::EC2::VPC" }, It: resource } })).toBe(expected);
});
