import type { ResolvedApp } from "@fairlead/model";
import type { IVpc } from "aws-cdk-lib/aws-ec2";
import { Cluster, ContainerInsights, ExecuteCommandLogging } from "aws-cdk-lib/aws-ecs";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { clusterName } from "../stacks/resource-names.js";
import { logGroupOf } from "./container-log.js";

export interface AppClusterProps {
  readonly app: ResolvedApp;
  readonly vpc: IVpc;
  /** Encrypts the sessions of ECS Exec and their log. */
  readonly key: IKey;
}

/** The environment's ECS cluster. Whoever opens a shell in a task leaves a record of it. */
export class AppCluster extends Construct {
  readonly cluster: Cluster;
  readonly execLogGroup: LogGroup;

  constructor(scope: Construct, id: string, { app, vpc, key }: AppClusterProps) {
    super(scope, id);
    const retentionDays = Math.max(1, ...[...app.services, ...app.jobs].map((part) => part.logRetentionDays));
    this.execLogGroup = logGroupOf(this, "ExecLogs", { app, name: "cluster/exec", retentionDays, key });
    this.cluster = new Cluster(this, "Cluster", {
      clusterName: clusterName(app),
      vpc,
      containerInsightsV2: containerInsights(app),
      enableFargateCapacityProviders: true,
      executeCommandConfiguration: {
        kmsKey: key,
        logging: ExecuteCommandLogging.OVERRIDE,
        logConfiguration: { cloudWatchLogGroup: this.execLogGroup, cloudWatchEncryptionEnabled: true },
      },
    });
  }
}

function containerInsights({ observability }: ResolvedApp): ContainerInsights {
  switch (observability.containerInsights) {
    case "disabled":
      return ContainerInsights.DISABLED;
    case "enabled":
      return ContainerInsights.ENABLED;
    case "enhanced":
      return ContainerInsights.ENHANCED;
  }
}
