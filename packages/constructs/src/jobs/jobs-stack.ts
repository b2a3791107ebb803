import { expectPresent } from "@fairlead/errors";
import type { ResolvedApp, ResolvedJob, ResolvedPool } from "@fairlead/model";
import type { Cluster } from "aws-cdk-lib/aws-ecs";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import type { PrivateDnsNamespace } from "aws-cdk-lib/aws-servicediscovery";
import type { Construct } from "constructs";
import type { DataStack } from "../data/data-stack.js";
import { AppCluster } from "../ecs/app-cluster.js";
import type { ContainerTask } from "../ecs/container-task.js";
import { appNamespace, needsNamespace } from "../endpoint/app-namespace.js";
import { InstancePool } from "../pool/instance-pool.js";
import { imageOwner } from "../registry/image-of.js";
import type { RegistryStack } from "../registry/registry-stack.js";
import type { SecretsStack } from "../secrets/secrets-stack.js";
import { AppStack } from "../stacks/app-stack.js";
import type { UsersStack } from "../user-pool/users-stack.js";
import { POOLS_ADDRESS } from "../vpc/security-group-address.js";
import { appJob } from "./app-job.js";
import { JobTimeouts } from "./job-timeouts.js";
import { ReleaseGate } from "./release-gate.js";
import { ScheduledJob } from "./scheduled-job.js";
import { type JobVpc, taskNetwork } from "./task-network.js";

/** What a {@link JobsStack} is made from. */
export interface JobsStackProps {
  readonly app: ResolvedApp;
  readonly vpc: JobVpc;
  readonly secrets: Pick<SecretsStack, "key" | "parameterValue" | "secretValue">;
  readonly registry: RegistryStack;
  readonly data: DataStack;
  /** `null`: the app has no user pool. */
  readonly users: UsersStack | null;
}

/** The cluster, the jobs, and the gate that a release goes through. */
export class JobsStack extends AppStack {
  readonly cluster: Cluster;
  /** EC2 instances that tasks of services run on, by pool. */
  readonly pools: ReadonlyMap<string, InstancePool>;
  /** By pool. */
  readonly capacityProviders: ReadonlyMap<string, string>;
  /** Where services are found by name; `null`: none is called. */
  readonly namespace: PrivateDnsNamespace | null;
  /** Where sessions of ECS Exec are written down. */
  readonly execLogGroup: LogGroup;
  /** By job. */
  readonly tasks: ReadonlyMap<string, ContainerTask>;
  /** By job; those with a schedule. */
  readonly schedules: ReadonlyMap<string, ScheduledJob>;
  /** `null`: no job gates a release. */
  readonly releaseGate: ReleaseGate | null;
  /** `null` without jobs. */
  readonly timeouts: JobTimeouts | null;

  constructor(scope: Construct, id: string, props: JobsStackProps) {
    const { app } = props;
    super(scope, id, { app, role: "Jobs", description: `Cluster and jobs of ${app.name} (${app.environment.name})` });
    // A migration needs a database that answers, and credentials that are set.
    this.addStackDependency(props.data);
    // An image can only be named by a digest that a push has given.
    this.addStackDependency(props.registry);
    const key = Key.fromKeyArn(this, "Key", props.secrets.key.keyArn);
    const appCluster = new AppCluster(this, "AppCluster", { app, vpc: props.vpc.vpc, key });
    this.cluster = appCluster.cluster;
    this.execLogGroup = appCluster.execLogGroup;
    this.pools = new Map(app.pools.map((pool) => [pool.name, this.makePool(pool, props)]));
    this.capacityProviders = new Map(
      [...this.pools].map(([name, { provider }]) => [name, provider.capacityProviderName]),
    );
    this.namespace = needsNamespace(app) ? appNamespace(this, app, props.vpc.vpc) : null;
    this.tasks = new Map(app.jobs.map((job) => [job.name, this.makeTask(job, key, props)]));
    this.schedules = new Map(app.jobs.flatMap((job) => this.makeSchedule(job, props)));
    this.timeouts =
      app.jobs.length === 0
        ? null
        : new JobTimeouts(this, "Timeouts", { app, cluster: this.cluster, tasks: this.tasks });
    this.releaseGate = this.makeGate(key, props);
  }

  private makePool(pool: ResolvedPool, { app, vpc }: JobsStackProps): InstancePool {
    return new InstancePool(this, `Pool-${pool.name}`, {
      app,
      pool,
      cluster: this.cluster,
      vpc: vpc.vpc,
      subnets: vpc.taskSubnets,
      securityGroup: vpc.securityGroupFor(this, POOLS_ADDRESS),
    });
  }

  private makeTask(
    job: ResolvedJob,
    key: IKey,
    { app, registry, secrets, data, users }: JobsStackProps,
  ): ContainerTask {
    return appJob(this, {
      app,
      job,
      images: imageOwner(this, app, registry),
      values: { secrets, data, users },
      key,
    });
  }

  private makeSchedule(job: ResolvedJob, { app, vpc }: JobsStackProps): [string, ScheduledJob][] {
    if (job.trigger.kind !== "schedule") return [];
    const { trigger } = job;
    const task = this.task(job);
    const network = taskNetwork(this, app, job, vpc);
    const schedule = new ScheduledJob(this, `${job.name}-Schedule`, {
      app,
      job,
      trigger,
      task,
      cluster: this.cluster,
      network,
    });
    return [[job.name, schedule]];
  }

  private makeGate(key: IKey, { app, vpc }: JobsStackProps): ReleaseGate | null {
    const jobs = app.jobs
      .filter(({ trigger }) => trigger.kind === "release" || trigger.kind === "preparation")
      .map((job) => ({ job, task: this.task(job), network: taskNetwork(this, app, job, vpc) }));
    if (jobs.length === 0) return null;
    const gate = new ReleaseGate(this, "ReleaseGate", { app, cluster: this.cluster, key, jobs });
    // A job that hangs must find its end before CloudFormation gives up on the gate.
    for (const [name, each] of gate.gates) {
      each.node.addDependency(expectPresent(this.timeouts?.rules.get(name), `The timeout of job ${name}`));
    }
    return gate;
  }

  private task(job: ResolvedJob): ContainerTask {
    return expectPresent(this.tasks.get(job.name), `The task of job ${job.name}`);
  }
}
