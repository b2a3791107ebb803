import { CfnResource, Stack } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import { nearestAddress } from "./address-metadata.js";
import type { AssembledResource } from "./assembly.js";

function describeResource(construct: CfnResource): AssembledResource {
  const stack = Stack.of(construct);
  const logicalId: unknown = stack.resolve(construct.logicalId);
  return {
    stack: stack.stackName,
    logicalId: String(logicalId),
    type: construct.cfnResourceType,
    constructPath: construct.node.path,
    address: nearestAddress(construct),
  };
}

/** Every CloudFormation resource below a construct: its name in the template, its place in the tree and what it stands for. */
export const indexResources = (root: IConstruct): AssembledResource[] =>
  root.node
    .findAll()
    .filter((construct) => CfnResource.isCfnResource(construct))
    .map(describeResource);
