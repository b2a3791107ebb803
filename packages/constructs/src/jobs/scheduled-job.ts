import {
  addressOf,
  type ResolvedApp,
  type ResolvedJob,
  type ResolvedTrigger,
  schedulePeriodSeconds,
} from "@fairlead/model";
import { Duration, Stack } from "aws-cdk-lib";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import { Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { ContainerTask } from "../ecs/container-task.js";
import { permissionsOf } from "../ecs/role-permissions.js";
import { markAddress } from "../provenance/mark-address.js";
import { environmentPrefix, failedRunsQueueName } from "../stacks/resource-names.js";
import { runTaskStatements } from "./run-task-statements.js";
import type { TaskNetwork } from "./task-network.js";

/** Whoever waits for a nightly run notices by then. */
const MOST_RETRY_SECONDS = 3600;

/** What a schedule is made from. */
export interface ScheduledJobProps {
  readonly app: ResolvedApp;
  readonly job: ResolvedJob;
  readonly trigger: Extract<ResolvedTrigger, { kind: "schedule" }>;
  readonly task: ContainerTask;
  readonly cluster: ICluster;
  readonly network: TaskNetwork;
}

/**
 * Starts a job by the clock. A start that failed for an hour is put aside, and so is what ECS says of a run that failed: one queue, on
 * which the job's alarm is.
 */
export class ScheduledJob extends Construct {
  readonly schedule: CfnSchedule;
  readonly role: Role;
  /** Starts that did not come about, and runs that ended badly, for fourteen days. */
  readonly failedRuns: Queue;
  /** The end of a run that failed. */
  readonly failed: Rule;

  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id);
    const { app, job, trigger, task, cluster } = props;
    markAddress(this, addressOf("job", job.name));
    this.failedRuns = new Queue(this, "DeadLetters", {
      queueName: failedRunsQueueName(app, job.name),
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
    this.role.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [this.failedRuns.queueArn] }));
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
    this.failed = this.addFailureRule(props);
  }

  /**
   * ECS reports the end of a task on the default event bus
   * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html, 2026-11), at least once. Only a container that
   * ended by itself with code 0 ended well: whatever stopped a task otherwise (no image, no capacity, the job's timeout) failed it.
   * The queue is encrypted with SQS's own key: with another one EventBridge would need a statement on it that can't be held to this
   * account (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html says so of topics, 2026-11).
   * Assumed: that a pattern holds both conditions to the same container, as EventBridge's rule engine does with lists.
   */
  private addFailureRule({ job, task, cluster }: ScheduledJobProps): Rule {
    return new Rule(this, "Failed", {
      description: `A run of the job "${job.name}" has failed`,
      eventPattern: {
        source: ["aws.ecs"],
        detailType: ["ECS Task State Change"],
        detail: {
          clusterArn: [cluster.clusterArn],
          group: [`family:${task.taskDefinition.family}`],
          lastStatus: ["STOPPED"],
          $or: [
            { stopCode: [{ "anything-but": "EssentialContainerExited" }] },
            { containers: { name: [job.name], exitCode: [{ "anything-but": 0 }] } },
          ],
        },
      },
      targets: [new SqsQueue(this.failedRuns)],
    });
  }

  private target({ trigger, task, cluster, network }: ScheduledJobProps): CfnSchedule.TargetProperty {
    return {
      arn: cluster.clusterArn,
      roleArn: this.role.roleArn,
      deadLetterConfig: { arn: this.failedRuns.queueArn },
      // By then the next run is near; two runs at once are worse than one that is missed and seen.
      retryPolicy: {
        maximumEventAgeInSeconds: Math.min(MOST_RETRY_SECONDS, schedulePeriodSeconds(trigger.expression)),
        maximumRetryAttempts: 10,
      },
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
