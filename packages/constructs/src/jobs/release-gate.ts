import { expectPresent } from "@fairlead/errors";
import { addressOf, RELEASE_JOB_LIMITS, type ResolvedApp, type ResolvedJob } from "@fairlead/model";
import { CustomResource, Duration, Stack } from "aws-cdk-lib";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Architecture, Code, Function as LambdaFunctionResource, Runtime } from "aws-cdk-lib/aws-lambda";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { logGroupOf } from "../ecs/container-log.js";
import type { ContainerTask } from "../ecs/container-task.js";
import { permissionsOf } from "../ecs/role-permissions.js";
import { bundledFunction } from "../functions/bundled-function.js";
import type { GateProperties } from "../functions/release-gate/gate-request.js";
import { STARTED_BY_GATE } from "../functions/release-gate/job-run.js";
import { markAddress } from "../provenance/mark-address.js";
import { environmentPrefix } from "../stacks/resource-names.js";
import { runTaskStatements } from "./run-task-statements.js";
import type { TaskNetwork } from "./task-network.js";

/** A job that gates the release, with its task. */
export interface GatedJob {
  readonly job: ResolvedJob;
  readonly task: ContainerTask;
  readonly network: TaskNetwork;
}

/** What the gates of a release are made from. */
export interface ReleaseGateProps {
  readonly app: ResolvedApp;
  readonly cluster: ICluster;
  readonly key: IKey;
  readonly jobs: readonly GatedJob[];
}

/**
 * Lets a release through when its jobs have ended well. A custom resource for each job starts its task when the task definition
 * changes, and CloudFormation waits until the task's end has answered it: see `functions/release-gate`.
 */
export class ReleaseGate extends Construct {
  readonly function: LambdaFunctionResource;
  readonly role: Role;
  readonly logGroup: LogGroup;
  /** The end of a task that the gate has started. */
  readonly ended: Rule;
  /** By job. */
  readonly gates: ReadonlyMap<string, CustomResource>;

  constructor(scope: Construct, id: string, { app, cluster, key, jobs }: ReleaseGateProps) {
    super(scope, id);
    const retentionDays = Math.max(...jobs.map(({ job }) => job.logRetentionDays));
    this.logGroup = logGroupOf(this, "Logs", { app, name: "cluster/release-gate", retentionDays, key });
    this.role = this.makeRole(app, cluster, jobs);
    this.function = new LambdaFunctionResource(this, "Function", {
      functionName: `${environmentPrefix(app)}-release-gate`,
      description: "Runs release jobs for CloudFormation and answers it with their end",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(bundledFunction("release-gate")),
      role: this.role.withoutPolicyUpdates(),
      logGroup: this.logGroup,
      // It starts a task or tells how one has ended, and waits for neither; only for IAM, for half a minute: see `start-patiently`.
      timeout: Duration.seconds(60),
      memorySize: 256,
    });
    this.ended = new Rule(this, "Ended", {
      description: "A release job's task has ended",
      eventPattern: {
        source: ["aws.ecs"],
        detailType: ["ECS Task State Change"],
        detail: { clusterArn: [cluster.clusterArn], lastStatus: ["STOPPED"], startedBy: [STARTED_BY_GATE] },
      },
      targets: [new LambdaFunction(this.function)],
    });
    this.gates = new Map(jobs.map((gated) => [gated.job.name, this.makeGate(cluster, gated)]));
    const [first, then] = [this.gatesOf(jobs, "preparation"), this.gatesOf(jobs, "release")];
    for (const gate of then) if (first.length > 0) gate.node.addDependency(...first);
  }

  private gatesOf(jobs: readonly GatedJob[], kind: ResolvedJob["trigger"]["kind"]): readonly CustomResource[] {
    return jobs.flatMap(({ job }) =>
      job.trigger.kind === kind ? [expectPresent(this.gates.get(job.name), job.name)] : [],
    );
  }

  private makeRole(app: ResolvedApp, cluster: ICluster, jobs: readonly GatedJob[]): Role {
    const stack = Stack.of(this);
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `The release gate of ${environmentPrefix(app)}`,
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [this.logGroup.logGroupArn],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ["ecs:DescribeTasks"],
        resources: [stack.formatArn({ service: "ecs", resource: "task", resourceName: `${cluster.clusterName}/*` })],
      }),
    );
    for (const { task } of jobs) {
      for (const statement of runTaskStatements(this, cluster, task)) role.addToPolicy(statement);
    }
    return role;
  }

  private makeGate(cluster: ICluster, { job, task, network }: GatedJob): CustomResource {
    const properties = {
      Cluster: cluster.clusterArn,
      TaskDefinition: task.taskDefinition.taskDefinitionArn,
      Container: job.name,
      Subnets: network.subnetIds,
      SecurityGroups: [network.securityGroupId],
      AssignPublicIp: network.assignPublicIp,
      LogGroup: task.logGroup.logGroupName,
    } satisfies GateProperties;
    const gate = new CustomResource(this, job.name, {
      resourceType: "Custom::ReleaseGate",
      serviceToken: this.function.functionArn,
      serviceTimeout: Duration.seconds(job.timeoutSeconds + RELEASE_JOB_LIMITS.startAndStopSeconds),
      properties,
    });
    // The task must find its permissions, and its end someone to tell: the rule as well as the right to call the function.
    gate.node.addDependency(...permissionsOf(this.role), this.ended);
    return markAddress(gate, addressOf("job", job.name));
  }
}
