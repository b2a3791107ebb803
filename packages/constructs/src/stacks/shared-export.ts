import { CfnOutput, Fn, type Stack } from "aws-cdk-lib";

/** What an environment offers to those that share it, each under a name that says what it is. */
export type SharedValue =
  | "vpc-id"
  | `${"public" | "private" | "data"}-subnet-${number}`
  | "endpoints-security-group-id"
  | "load-balancer-security-group-id"
  | "load-balancer-arn"
  | "load-balancer-full-name"
  | "load-balancer-dns-name"
  | "load-balancer-zone-id"
  | "listener-arn";

/** Whose values they are. */
export interface SharingOwner {
  readonly appName: string;
  readonly environment: string;
}

/**
 * The name of an export for other environments: of app, environment and meaning alone, where CDK's own names of exports follow from how
 * the stack is built. It is a contract between deployments that don't know each other.
 */
export const sharedExportName = ({ appName, environment }: SharingOwner, value: SharedValue): string =>
  `${appName}-${environment}-shared-${value}`;

/** Offers a value to the environments that share this one. CloudFormation refuses to take it away while one of them does. */
export const shareValue = (
  stack: Stack,
  owner: SharingOwner,
  { name, value }: { readonly name: SharedValue; readonly value: string },
): CfnOutput => new CfnOutput(stack, `Shared-${name}`, { value, exportName: sharedExportName(owner, name) });

/** A value of the environment that is shared. */
export const sharedValue = (owner: SharingOwner, name: SharedValue): string =>
  Fn.importValue(sharedExportName(owner, name));
