import { addressOf, type ResolvedApp, type ResolvedJob } from "@fairlead/model";
import { RemovalPolicy, Stack } from "aws-cdk-lib";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import { EventField, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { SfnStateMachine } from "aws-cdk-lib/aws-events-targets";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import {
  DefinitionBody,
  JsonPath,
  LogLevel,
  StateMachine,
  Succeed,
  Wait,
  WaitTime,
} from "aws-cdk-lib/aws-stepfunctions";
import { CallAwsService } from "aws-cdk-lib/aws-stepfunctions-tasks";
import { Construct } from "constructs";
import type { ContainerTask } from "../ecs/container-task.js";
import { markAddress } from "../provenance/mark-address.js";
import { logRetention } from "../stacks/log-retention.js";
import { environmentPrefix } from "../stacks/resource-names.js";

/** What the timeouts of all jobs are made from. */
export interface JobTimeoutsProps {
  readonly app: ResolvedApp;
  readonly cluster: ICluster;
  /** By job. */
  readonly tasks: ReadonlyMap<string, ContainerTask>;
}

/**
 * Stops tasks of jobs that run too long, whoever started them: ECS has no such limit of its own. When a job's task comes up, a
 * workflow waits as long as the job may take and then stops the task; stopping one that has ended does nothing.
 */
export class JobTimeouts extends Construct {
  readonly workflow: StateMachine;
  readonly logGroup: LogGroup;
  /** By job. */
  readonly rules: ReadonlyMap<string, Rule>;

  constructor(scope: Construct, id: string, { app, cluster, tasks }: JobTimeoutsProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, "Logs", {
      logGroupName: `/aws/vendedlogs/states/${environmentPrefix(app)}-job-timeouts`,
      retention: logRetention(Math.max(...app.jobs.map(({ logRetentionDays }) => logRetentionDays))),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.workflow = new StateMachine(this, "Workflow", {
      stateMachineName: `${environmentPrefix(app)}-job-timeouts`,
      definitionBody: DefinitionBody.fromChainable(this.waitAndStop(cluster)),
      logs: { destination: this.logGroup, level: LogLevel.ALL },
      tracingEnabled: true,
    });
    this.rules = new Map(
      app.jobs.flatMap((job): [string, Rule][] => {
        const task = tasks.get(job.name);
        return task === undefined ? [] : [[job.name, this.makeRule(job, task, cluster)]];
      }),
    );
  }

  private waitAndStop(cluster: ICluster): Wait {
    const stop = new CallAwsService(this, "Stop", {
      service: "ecs",
      action: "stopTask",
      parameters: {
        Cluster: cluster.clusterArn,
        Task: JsonPath.stringAt("$.task"),
        Reason: JsonPath.format("The job took longer than {} seconds", JsonPath.stringAt("$.timeoutSeconds")),
      },
      iamResources: [
        Stack.of(this).formatArn({ service: "ecs", resource: "task", resourceName: `${cluster.clusterName}/*` }),
      ],
    });
    const gone = new Succeed(this, "Gone", { comment: "ECS forgets a task an hour after its end." });
    stop.addCatch(gone, { errors: ["Ecs.InvalidParameterException"] });
    const wait = new Wait(this, "Wait", { time: WaitTime.secondsPath("$.timeoutSeconds") });
    wait.next(stop);
    return wait;
  }

  private makeRule(job: ResolvedJob, task: ContainerTask, cluster: ICluster): Rule {
    const rule = new Rule(this, `Started-${job.name}`, {
      description: `A task of the job "${job.name}" has come up`,
      eventPattern: {
        source: ["aws.ecs"],
        detailType: ["ECS Task State Change"],
        detail: {
          clusterArn: [cluster.clusterArn],
          // ECS's own group for a task that no service has started.
          group: [`family:${task.taskDefinition.family}`],
          lastStatus: ["RUNNING"],
          desiredStatus: ["RUNNING"],
        },
      },
    });
    const input = RuleTargetInput.fromObject({
      task: EventField.fromPath("$.detail.taskArn"),
      timeoutSeconds: job.timeoutSeconds,
    });
    rule.addTarget(new SfnStateMachine(this.workflow, { input }));
    return markAddress(rule, addressOf("job", job.name));
  }
}
