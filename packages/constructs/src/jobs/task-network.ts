import { addressOf, type ResolvedApp, type ResolvedJob } from "@fairlead/model";
import type { Construct } from "constructs";
import type { VpcStack } from "../vpc/vpc-stack.js";

/** Where the task of a job runs. */
export interface TaskNetwork {
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  readonly assignPublicIp: "ENABLED" | "DISABLED";
}

export type JobVpc = Pick<VpcStack, "securityGroupFor" | "taskSubnets" | "vpc">;

/** The subnets of all tasks and the security group of this one. */
export const taskNetwork = (scope: Construct, app: ResolvedApp, job: ResolvedJob, vpc: JobVpc): TaskNetwork => ({
  subnetIds: vpc.vpc.selectSubnets(vpc.taskSubnets).subnetIds,
  securityGroupId: vpc.securityGroupFor(scope, addressOf("job", job.name)).securityGroupId,
  assignPublicIp: app.network.taskSubnets === "public" ? "ENABLED" : "DISABLED",
});
