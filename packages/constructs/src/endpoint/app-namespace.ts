import { namespaceName, type ResolvedApp } from "@fairlead/model";
import type { IVpc } from "aws-cdk-lib/aws-ec2";
import { PrivateDnsNamespace } from "aws-cdk-lib/aws-servicediscovery";
import type { Construct } from "constructs";

/** Whether a part of the app calls another. */
export const needsNamespace = ({ services }: ResolvedApp): boolean =>
  services.some(({ endpoint }) => endpoint !== null);

/**
 * Where the environment's services are found by name. Service Connect needs no DNS, but jobs can't be in Service Connect, and a
 * namespace can't be turned from the one kind into the other under running services: it is one that can do both from the start.
 */
export const appNamespace = (scope: Construct, app: ResolvedApp, vpc: IVpc): PrivateDnsNamespace =>
  new PrivateDnsNamespace(scope, "Namespace", {
    name: namespaceName(app),
    vpc,
    description: `Services of ${app.name} (${app.environment.name}), by name`,
  });
