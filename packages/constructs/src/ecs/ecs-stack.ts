import { expectPresent } from "@fairlead/errors";
import {
  type Address,
  addressOf,
  calledServices,
  type DepthReporter,
  depthReporters,
  measuredPart,
  type ResolvedApp,
  type ResolvedService,
  smokeJobOf,
} from "@fairlead/model";
import type { Role } from "aws-cdk-lib/aws-iam";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { AlbStack } from "../alb/alb-stack.js";
import { serviceUrl } from "../alb/service-url.js";
import { routeDimensions } from "../alb/route-reference.js";
import { importTopics } from "../alerts/alert-topics.js";
import type { AlertsStack } from "../alerts/alerts-stack.js";
import type { DataStack } from "../data/data-stack.js";
import type { JobsStack } from "../jobs/jobs-stack.js";
import { taskNetwork } from "../jobs/task-network.js";
import type { NamedAlarm } from "../observability/app-alarm.js";
import { addRollbackAlarms } from "../observability/rollback-alarms.js";
import { markAddress } from "../provenance/mark-address.js";
import { imageOwner } from "../registry/image-of.js";
import type { RegistryStack } from "../registry/registry-stack.js";
import { WorkDepthReporter } from "../scaling/work-depth-reporter.js";
import type { SecretsStack } from "../secrets/secrets-stack.js";
import { AppStack } from "../stacks/app-stack.js";
import type { UsersStack } from "../user-pool/users-stack.js";
import type { VpcStack } from "../vpc/vpc-stack.js";
import { AppService } from "./app-service.js";
import { trafficRole } from "./load-balancer-entry.js";
import { shiftsTraffic } from "./rollout.js";
import { SmokeHook } from "./smoke-hook.js";

/** What an {@link EcsStack} is made from. */
export interface EcsStackProps {
  readonly app: ResolvedApp;
  readonly vpc: Pick<VpcStack, "functionSubnets" | "securityGroupFor" | "taskSubnets" | "vpc">;
  readonly secrets: Pick<SecretsStack, "key" | "parameterValue" | "secretValue">;
  readonly registry: RegistryStack;
  readonly data: DataStack;
  /** `null`: the app has no user pool. */
  readonly users: Pick<UsersStack, "userPoolArn" | "userPoolValue"> | null;
  readonly alerts: Pick<AlertsStack, "topics">;
  readonly jobs: JobsStack;
  /** `null`: nothing is reachable from outside. */
  readonly alb: AlbStack | null;
}

/** The services: task definitions, how they are released, how they are scaled. */
export class EcsStack extends AppStack {
  /** By name. */
  readonly services: ReadonlyMap<string, AppService>;
  /** What ECS shifts traffic with; `null` where every service is released by rolling. */
  readonly trafficRole: Role | null;
  /** By service; those that stand here because there is no load balancer's stack. */
  readonly rollbackAlarms: ReadonlyMap<string, readonly NamedAlarm[]>;
  /** By the part that they measure. */
  readonly depthReporters: ReadonlyMap<Address, WorkDepthReporter>;

  constructor(scope: Construct, id: string, props: EcsStackProps) {
    const { app, alb } = props;
    super(scope, id, { app, role: "Ecs", description: `Services of ${app.name} (${app.environment.name})` });
    // The release gate stands in the jobs' stack: while it fails, nothing here changes.
    this.addStackDependency(props.jobs);
    if (alb !== null) this.addStackDependency(alb);
    const key = Key.fromKeyArn(this, "Key", props.secrets.key.keyArn);
    this.trafficRole = app.services.some((service) => isShifted(service, alb)) ? trafficRole(this) : null;
    this.rollbackAlarms = alb === null ? this.ownRollbackAlarms(props) : new Map();
    this.services = new Map(app.services.map((service) => [service.name, this.makeService(service, key, props)]));
    this.orderCalls(app);
    this.depthReporters = new Map(
      depthReporters(app).map((reporter) => [measuredPart(reporter), this.makeReporter(reporter, props)]),
    );
  }

  /**
   * A task of Service Connect knows the endpoints that there were when it started, and no later ones
   * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html, 2026-11).
   */
  private orderCalls(app: ResolvedApp): void {
    for (const service of app.services) {
      const caller = this.services.get(service.name);
      for (const callee of calledServices(service)) {
        const called = this.services.get(callee);
        if (caller !== undefined && called !== undefined) caller.service.node.addDependency(called.service);
      }
    }
  }

  private makeReporter(reporter: DepthReporter, { app, vpc, data }: EcsStackProps): WorkDepthReporter {
    const address = measuredPart(reporter);
    const made = new WorkDepthReporter(this, `Depth-${address}`, { app, reporter, vpc, data });
    return markAddress(made, address);
  }

  private makeService(service: ResolvedService, key: IKey, props: EcsStackProps): AppService {
    const { app, alb, jobs } = props;
    const alarms = (alb?.rollbackAlarms ?? this.rollbackAlarms).get(service.name) ?? [];
    return new AppService(this, service.name, {
      app,
      service,
      cluster: jobs.cluster,
      subnets: props.vpc.taskSubnets,
      securityGroup: props.vpc.securityGroupFor(this, addressOf("service", service.name)),
      images: imageOwner(this, app, props.registry),
      values: { secrets: props.secrets, data: props.data, users: props.users },
      key,
      execSession: { keyArn: key.keyArn, logGroupArn: jobs.execLogGroup.logGroupArn },
      targets: alb?.targets.get(service.name) ?? [],
      targetDimensions: routeDimensions(alb?.targetDimensions.get(service.name) ?? []).flat(),
      smokeHook: this.makeSmokeHook(service, key, props),
      trafficRole: this.trafficRole,
      namespace: jobs.namespace,
      capacityProviders: jobs.capacityProviders,
      rollbackAlarmNames: alarms.map(({ name }) => name),
    });
  }

  private makeSmokeHook(service: ResolvedService, key: IKey, { app, vpc, jobs, alb }: EcsStackProps): SmokeHook | null {
    const job = app.jobs.find(({ name }) => name === smokeJobOf(service.rollout));
    if (job === undefined || alb === null) return null;
    const hook = new SmokeHook(this, `${service.name}-Smoke`, {
      app,
      service,
      job,
      task: expectPresent(jobs.tasks.get(job.name), `The task of job ${job.name}`),
      cluster: jobs.cluster,
      network: taskNetwork(this, app, job, vpc),
      key,
      url: serviceUrl(app, service, alb.loadBalancer),
    });
    return markAddress(hook, addressOf("service", service.name));
  }

  private ownRollbackAlarms({ app, alerts }: EcsStackProps): ReadonlyMap<string, readonly NamedAlarm[]> {
    const topics = importTopics(this, alerts.topics);
    return addRollbackAlarms(this, {
      app,
      topics,
      owners: { targetGroups: new Map(), loadBalancer: null, data: null },
    });
  }
}

const isShifted = (service: ResolvedService, alb: AlbStack | null): boolean =>
  shiftsTraffic(service.rollout) && alb?.targets.has(service.name) === true;
