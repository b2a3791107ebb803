import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import type { TemplateRule } from "../rule.js";

/** What loses data for good when it is deleted. Caches and log buckets are not in the list: what they hold can be had again or ages out. */
const STATEFUL_TYPES = [
  "AWS::RDS::DBCluster",
  "AWS::RDS::DBInstance",
  "AWS::EFS::FileSystem",
  "AWS::DynamoDB::Table",
  "AWS::DynamoDB::GlobalTable",
] as const;

/** CloudFormation's own default for a cluster, and for an instance that is in none, is a snapshot; read 2026-11. */
const SNAPSHOT_BY_DEFAULT: ReadonlySet<string> = new Set(["AWS::RDS::DBCluster", "AWS::RDS::DBInstance"]);

/** The data of an Aurora instance is its cluster's. */
const isClusterMember = ({ type, properties }: GraphResource): boolean =>
  type === "AWS::RDS::DBInstance" && properties["DBClusterIdentifier"] !== undefined;

const isLost = ({ type, deletionPolicy }: GraphResource): boolean =>
  deletionPolicy === "Delete" || (deletionPolicy === undefined && !SNAPSHOT_BY_DEFAULT.has(type));

export const statefulWithoutRetention: TemplateRule = {
  code: "StatefulWithoutRetention",
  severity: "warning",
  title: "Data goes with its stack",
  why: "A stack that is deleted, or a property that replaces the resource, takes the data with it for good.",
  fix: "Set DeletionPolicy and UpdateReplacePolicy to Snapshot or Retain.",
  link: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html",
  check: (graph) =>
    graph
      .ofType(...STATEFUL_TYPES)
      .filter((resource) => !isClusterMember(resource) && isLost(resource))
      .map((resource) => ({
        resource,
        message: `${describeResource(resource)} is deleted with its data when it leaves the template.`,
      })),
};
