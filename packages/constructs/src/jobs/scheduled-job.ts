import { addressOf, type ResolvedApp, type ResolvedJob, type ResolvedTrigger } from "@fairlead/model";
import { Duration, Stack } from "aws-cdk-lib";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { ContainerTask } from "../ecs/container-task.js";
import { permissionsOf } from "../ecs/role-permissions.js";
import { markAddress } from "../provenance/mark-address.js";
import { environmentPrefix } from "../stacks/resource-names.js";
import { runTaskStatements } from "./run-task-statements.js";
import type { TaskNetwork } from "./task-network.js";

/** What a schedule is made from. */
export interface ScheduledJobProps {
  readonly app: ResolvedApp;
  readonly job: ResolvedJob;
  readonly trigger: Extract<ResolvedTrigger, { kind: "schedule" }>;
  readonly task: ContainerTask;
  readonly cluster: ICluster;
  readonly network: TaskNetwork;
}

/** Starts a job by the clock. A start that failed for an hour is put aside, where it can be seen. */
export class ScheduledJob extends Construct {
  readonly schedule: CfnSchedule;
  readonly role: Role;
  /** Starts that did not come about, for fourteen days. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id);
    const { app, job, trigger, task, cluster } = props;
    markAddress(this, addressOf("job", job.name));
    this.deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
      description: `EventBridge Scheduler, starting jobs.${job.name} of ${environmentPrefix(app)}`,
    });
    for (const statement of runTaskStatements(this, cluster, task)) this.role.addToPolicy(statement);
    this.role.addToPolicy(
      new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [this.deadLetters.queueArn] }),
    );
    this.schedule = new CfnSchedule(this, "Schedule", {
      name: `${environmentPrefix(app)}-${job.name}`,
      description: `Runs the job "${job.name}"`,
      scheduleExpression: trigger.expression,
      scheduleExpressionTimezone: trigger.timezone,
      flexibleTimeWindow: { mode: "OFF" },
      target: this.target(props),
    });
    // Scheduler tries the role as the schedule is made.
    this.schedule.node.addDependency(...permissionsOf(this.role));
  }

  private target({ task, cluster, network }: ScheduledJobProps): CfnSchedule.TargetProperty {
    return {
      arn: cluster.clusterArn,
      roleArn: this.role.roleArn,
      deadLetterConfig: { arn: this.deadLetters.queueArn },
      // An hour later the next run may be near; two runs at once are worse than one that is missed and seen.
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      ecsParameters: {
        taskDefinitionArn: task.taskDefinition.taskDefinitionArn,
        taskCount: 1,
        launchType: "FARGATE",
        platformVersion: "LATEST",
        enableEcsManagedTags: true,
        propagateTags: "TASK_DEFINITION",
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: [...network.subnetIds],
            securityGroups: [network.securityGroupId],
            assignPublicIp: network.assignPublicIp,
          },
        },
      },
    };
  }
}
