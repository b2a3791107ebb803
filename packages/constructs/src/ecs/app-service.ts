import {
  addressOf,
  isScaled,
  publishedNamespaces,
  type ResolvedApp,
  type ResolvedService,
  usesDns,
} from "@fairlead/model";
import { Duration, Stack } from "aws-cdk-lib";
import {
  AlarmBehavior,
  AvailabilityZoneRebalancing,
  BuiltInAttributes,
  CfnService,
  type ContainerDefinition,
  Ec2Service,
  FargatePlatformVersion,
  FargateService,
  type FargateServiceProps,
  type ICluster,
  PlacementStrategy,
  PropagatedTagSource,
  type ScalableTaskCount,
} from "aws-cdk-lib/aws-ecs";
import type { ISecurityGroup, SubnetSelection } from "aws-cdk-lib/aws-ec2";
import type { IRole } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { CfnService as ServiceRecord } from "aws-cdk-lib/aws-servicediscovery";
import { Construct } from "constructs";
import type { TargetGroupDimensions, TrafficTarget } from "../alb/traffic-target.js";
import { appProtocol, serviceConnectProps } from "../endpoint/connect-service.js";
import { serviceRecord } from "../endpoint/service-record.js";
import { markAddress } from "../provenance/mark-address.js";
import type { ImageOwner } from "../registry/image-of.js";
import { capacityStrategies } from "./capacity.js";
import { healthCheck } from "./container-health.js";
import { logDriver } from "./container-log.js";
import { type ContainerPort, ContainerTask, type ContainerTaskProps } from "./container-task.js";
import { lifecycleHooks } from "./lifecycle-hooks.js";
import { loadBalancerEntry } from "./load-balancer-entry.js";
import { rolloutProps } from "./rollout.js";
import { permissionsOf } from "./role-permissions.js";
import { ruleNonce } from "./rule-nonce.js";
import type { SmokeHook } from "./smoke-hook.js";
import { addAutoscaling } from "../scaling/service-autoscaling.js";
import { clusterName } from "../stacks/resource-names.js";
import {
  type ExecSession,
  execStatements,
  protectionStatement,
  publishingStatement,
  tracingStatement,
} from "./task-role.js";
import { addTraceCollector, tracingVariables } from "./trace-collector.js";
import { addExecFolders } from "./writable-storage.js";

/** A Cloud Map namespace by what names it. */
interface NamespaceIdentity {
  readonly namespaceArn: string;
  readonly namespaceId: string;
}

/** What one service is made from. */
export interface AppServiceProps {
  readonly app: ResolvedApp;
  readonly service: ResolvedService;
  readonly cluster: ICluster;
  readonly subnets: SubnetSelection;
  readonly securityGroup: ISecurityGroup;
  readonly images: ImageOwner;
  readonly values: ContainerTaskProps["values"];
  readonly key: IKey;
  readonly execSession: ExecSession;
  readonly targets: readonly TrafficTarget[];
  readonly targetDimensions: readonly TargetGroupDimensions[];
  /** What tries a new revision before it has traffic; `null`: nothing does. */
  readonly smokeHook: SmokeHook | null;
  /** What ECS moves traffic with; `null` where no service of the app shifts any. */
  readonly trafficRole: IRole | null;
  /** Where services are found by name; `null`: none calls another. */
  readonly namespace: NamespaceIdentity | null;
  /** The capacity providers of pools of instances, by pool. */
  readonly capacityProviders: ReadonlyMap<string, string>;
  /** Names of the alarms that roll a deployment back. */
  readonly rollbackAlarmNames: readonly string[];
}

/** A service: its task, how it is released and how it is scaled. */
export class AppService extends Construct {
  readonly task: ContainerTask;
  readonly service: Ec2Service | FargateService;
  /** Where jobs and functions find it by DNS; `null`: none looks for it. */
  readonly record: ServiceRecord | null;
  /** `null` without tracing. */
  readonly traceCollector: ContainerDefinition | null;
  /** `null`: the number of tasks is fixed. */
  readonly scaling: ScalableTaskCount | null;

  constructor(scope: Construct, id: string, props: AppServiceProps) {
    super(scope, id);
    const { app, service, images, values, key } = props;
    const address = addressOf("service", service.name);
    markAddress(this, address);
    this.task = new ContainerTask(this, "Task", {
      app,
      part: service,
      address,
      images,
      values,
      key,
      pressure: "drop",
      platform: service.capacity.kind === "ec2" ? "ec2" : "fargate",
      gpus: service.gpus,
      ...(service.tracing ? { ambientVariables: tracingVariables(service.name) } : {}),
      port: containerPort(service),
      stopTimeoutSeconds: service.stopTimeoutSeconds,
      healthCheck: service.containerHealth === null ? null : healthCheck(service.containerHealth),
    });
    this.traceCollector = service.tracing ? this.addTracing() : null;
    if (service.exec) this.allowExec(service, props.execSession);
    if (service.taskProtection) this.task.taskRole.addToPolicy(protectionStatement(Stack.of(this), clusterName(app)));
    const namespaces = publishedNamespaces(service);
    if (namespaces.length > 0) this.task.taskRole.addToPolicy(publishingStatement(namespaces));
    // A collector that starts before its permissions would give up its first traces.
    this.task.taskDefinition.node.addDependency(...permissionsOf(this.task.taskRole));
    this.service = makeService(this, props);
    this.connect(props);
    this.record = this.addRecord(props);
    this.scaling = addAutoscaling(this.service, { app, service, groups: props.targetDimensions });
  }

  private connect({ app, service, namespace }: AppServiceProps): void {
    if (namespace === null) return;
    const logging = logDriver(this.task.logGroup, "service-connect", "drop");
    const props = serviceConnectProps(app, service, { namespaceArn: namespace.namespaceArn, logDriver: logging });
    if (props !== null) this.service.enableServiceConnect(props);
  }

  private addRecord({ service, namespace }: AppServiceProps): ServiceRecord | null {
    if (namespace === null || service.endpoint === null || !usesDns(service.endpoint)) return null;
    const record = serviceRecord(this, "Record", { name: service.name, namespaceId: namespace.namespaceId });
    const { defaultChild } = this.service.node;
    if (defaultChild instanceof CfnService) defaultChild.serviceRegistries = [{ registryArn: record.attrArn }];
    return record;
  }

  private addTracing(): ContainerDefinition {
    this.task.taskRole.addToPolicy(tracingStatement());
    return addTraceCollector(this.task.taskDefinition, logDriver(this.task.logGroup, "trace-collector", "drop"));
  }

  private allowExec(service: ResolvedService, session: ExecSession): void {
    for (const statement of execStatements(session)) this.task.taskRole.addToPolicy(statement);
    if (service.readonlyRootFilesystem) addExecFolders(this.task.taskDefinition, this.task.container);
  }
}

function makeService(scope: AppService, props: AppServiceProps): Ec2Service | FargateService {
  const { service, targets } = props;
  const made = placedService(scope, props);
  made.loadBalancers = targets.map((target) => loadBalancerEntry(service, target, props.trafficRole));
  const { defaultChild } = made.node;
  if (defaultChild instanceof CfnService) {
    // CDK's own switch writes statements of its own into the task's role and the key's policy.
    defaultChild.enableExecuteCommand = service.exec;
    if (isScaled(service.scaling)) defaultChild.desiredCount = undefined;
    addHooks(defaultChild, props);
  }
  return made;
}

function addHooks(resource: CfnService, { service, smokeHook }: AppServiceProps): void {
  const hooks = lifecycleHooks(service, smokeHook);
  if (hooks.length > 0) resource.addPropertyOverride("DeploymentConfiguration.LifecycleHooks", hooks);
  // ECS must be let in when it calls.
  if (smokeHook !== null)
    resource.node.addDependency(...permissionsOf(smokeHook.callerRole), ...permissionsOf(smokeHook.role));
}

function placedService(scope: AppService, props: AppServiceProps): Ec2Service | FargateService {
  const { app, service } = props;
  switch (service.capacity.kind) {
    case "fargate":
    case "fargate-spot":
      return new FargateService(scope, "Service", {
        ...serviceProps(scope, props),
        platformVersion: FargatePlatformVersion.LATEST,
        assignPublicIp: app.network.taskSubnets === "public",
      });
    case "ec2":
      return new Ec2Service(scope, "Service", {
        ...serviceProps(scope, props),
        // Over zones first, so that the loss of one leaves the others; then onto as few instances as hold them.
        placementStrategies: [
          PlacementStrategy.spreadAcross(BuiltInAttributes.AVAILABILITY_ZONE),
          PlacementStrategy.packedByMemory(),
        ],
      });
  }
}

function serviceProps(scope: AppService, props: AppServiceProps) {
  const { app, service, targets, rollbackAlarmNames } = props;
  return {
    serviceName: service.name,
    cluster: props.cluster,
    taskDefinition: scope.task.taskDefinition,
    // A number here would set back what autoscaling has reached, at every deployment.
    ...(isScaled(service.scaling) ? {} : { desiredCount: service.scaling.minTasks }),
    ...rolloutProps(service.rollout),
    ...(targets.some(({ kind }) => kind === "pair")
      ? { forceNewDeployment: { enabled: true, nonce: ruleNonce(app, service) } }
      : {}),
    // AWS documents it for rolling alone, but takes it with the others, and its threshold rolls those back too: the test
    // `BlueGreenDeployment_circuitBreakerRollback` of https://github.com/hashicorp/terraform-provider-aws (2026-11).
    circuitBreaker: { enable: true, rollback: true },
    ...(service.rollout.rollbackOnAlarms && rollbackAlarmNames.length > 0
      ? { deploymentAlarms: { alarmNames: [...rollbackAlarmNames], behavior: AlarmBehavior.ROLLBACK_ON_ALARM } }
      : {}),
    capacityProviderStrategies: capacityStrategies(service.capacity, props.capacityProviders),
    vpcSubnets: props.subnets,
    securityGroups: [props.securityGroup],
    availabilityZoneRebalancing: zoneRebalancing(service),
    propagateTags: PropagatedTagSource.SERVICE,
    enableECSManagedTags: true,
    ...(targets.length > 0 ? { healthCheckGracePeriod: Duration.seconds(service.healthCheckGraceSeconds) } : {}),
  } satisfies Partial<FargateServiceProps>;
}

/**
 * ECS evens out the zones by starting a task first, which needs room above 100 %; a service that is created without a word on it
 * has it, with any strategy (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html, 2026-11).
 */
const zoneRebalancing = ({ rollout }: ResolvedService): AvailabilityZoneRebalancing =>
  rollout.maximumPercent > 100 ? AvailabilityZoneRebalancing.ENABLED : AvailabilityZoneRebalancing.DISABLED;

const containerPort = ({ port, protocol, endpoint }: ResolvedService): ContainerPort | null =>
  port === null ? null : { number: port, appProtocol: (endpoint === null ? null : appProtocol(protocol)) ?? null };
