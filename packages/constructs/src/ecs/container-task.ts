import type { Address, ResolvedApp, ResolvedContainer } from "@fairlead/model";
import { Duration } from "aws-cdk-lib";
import {
  type AppProtocol,
  type ContainerDefinition,
  Compatibility,
  ContainerImage,
  CpuArchitecture,
  type HealthCheck,
  LinuxParameters,
  NetworkMode,
  OperatingSystemFamily,
  type PortMapping,
  TaskDefinition,
} from "aws-cdk-lib/aws-ecs";
import type { Role } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { markAddress } from "../provenance/mark-address.js";
import type { ImageOwner, ImageReference } from "../registry/image-of.js";
import { environmentPrefix } from "../stacks/resource-names.js";
import { logDriver, logGroupOf, type LogPressure } from "./container-log.js";
import { type ContainerVariables, containerVariables, type ValueOwners } from "./container-values.js";
import { executionRole } from "./execution-role.js";
import { injectedSecrets } from "./injected-secret.js";
import { parameterFingerprint } from "./parameter-fingerprint.js";
import { permissionsOf } from "./role-permissions.js";
import { type PermissionOwners, taskPermissions } from "./task-permissions.js";
import { addSidecar, type FoundSidecar, joinContainers } from "./sidecars.js";
import { taskRole } from "./task-role.js";
import { addVolumes, mountVolumes, type VolumeOwners } from "./volume-mounts.js";
import { addWritableFolders } from "./writable-storage.js";

/** Where a container listens. */
export interface ContainerPort {
  readonly number: number;
  /** For Service Connect; `null`: bytes. */
  readonly appProtocol: AppProtocol | null;
}

/** What the tasks of services and jobs are made from alike. */
export interface ContainerTaskProps {
  readonly app: ResolvedApp;
  readonly part: ResolvedContainer & { readonly name: string };
  readonly address: Address;
  readonly images: ImageOwner;
  readonly values: ValueOwners & PermissionOwners & VolumeOwners;
  /** Encrypts the log. */
  readonly key: IKey;
  readonly pressure: LogPressure;
  readonly platform: "ec2" | "fargate";
  /** For the part's own container; Fargate has none. */
  readonly gpus: number;
  /** Variables that the description may override. Default: none. */
  readonly ambientVariables?: Readonly<Record<string, string>>;
  /** `null`: nobody connects. */
  readonly port: ContainerPort | null;
  readonly stopTimeoutSeconds: number;
  readonly healthCheck: HealthCheck | null;
}

/** The containers of a service or job as a task: its log, its two roles and its task definition. */
export class ContainerTask extends Construct {
  readonly logGroup: LogGroup;
  /** ECS's own role for the task. */
  readonly executionRole: Role;
  /** The role of the container's code. */
  readonly taskRole: Role;
  readonly taskDefinition: TaskDefinition;
  /** The one that the part is named after. */
  readonly container: ContainerDefinition;
  /** By name. */
  readonly sidecars: ReadonlyMap<string, ContainerDefinition>;

  constructor(scope: Construct, id: string, props: ContainerTaskProps) {
    super(scope, id);
    const { app, part, images, key, values } = props;
    markAddress(this, props.address);
    const image = images(part.image);
    const variables = containerVariables(app, part, values);
    const sidecars = part.sidecars.map((sidecar): FoundSidecar => ({
      sidecar,
      image: images(sidecar.image),
      variables: containerVariables(app, sidecar, values),
    }));
    const all = [variables, ...sidecars.map((found) => found.variables)];
    const logGroupOptions = { app, name: part.name, retentionDays: part.logRetentionDays, key };
    this.logGroup = logGroupOf(this, "Logs", logGroupOptions);
    const needs = {
      images: [image, ...sidecars.map((found) => found.image)],
      injected: all.flatMap(({ injected }) => Object.values(injected)),
      logGroup: this.logGroup,
    };
    this.executionRole = executionRole(this, `ECS itself, for ${props.address} of ${environmentPrefix(app)}`, needs);
    this.taskRole = taskRole(this, `The code of ${props.address} of ${environmentPrefix(app)}`);
    const holder = { app, address: props.address, owners: values, keyArn: key.keyArn };
    for (const statement of taskPermissions(this, holder)) this.taskRole.addToPolicy(statement);
    this.taskDefinition = new TaskDefinition(this, "TaskDefinition", {
      compatibility: props.platform === "ec2" ? Compatibility.EC2 : Compatibility.FARGATE,
      networkMode: NetworkMode.AWS_VPC,
      family: `${environmentPrefix(app)}-${part.name}`,
      cpu: String(part.cpuUnits),
      memoryMiB: String(part.memoryMib),
      // On EC2 the instances are of one architecture.
      ...(props.platform === "ec2"
        ? {}
        : {
            runtimePlatform: {
              operatingSystemFamily: OperatingSystemFamily.LINUX,
              cpuArchitecture: architecture(part),
            },
          }),
      executionRole: this.executionRole.withoutPolicyUpdates(),
      taskRole: this.taskRole,
      // 20 GiB is what Fargate gives when nothing is said, and it refuses to be told so.
      ...(part.ephemeralStorageGib > 20 ? { ephemeralStorageGiB: part.ephemeralStorageGib } : {}),
    });
    this.container = this.addContainer(props, image, variables);
    addVolumes(
      this.taskDefinition,
      [part, ...part.sidecars].flatMap(({ volumeMounts }) => volumeMounts),
      values,
    );
    mountVolumes(this.container, part.volumeMounts);
    this.sidecars = this.addSidecars(props, sidecars);
    // A first task would fail before its roles may do what it needs.
    this.taskDefinition.node.addDependency(...permissionsOf(this.executionRole), ...permissionsOf(this.taskRole));
  }

  private addSidecars(
    props: ContainerTaskProps,
    found: readonly FoundSidecar[],
  ): ReadonlyMap<string, ContainerDefinition> {
    const { part, pressure, stopTimeoutSeconds } = props;
    const surroundings = { logGroup: this.logGroup, pressure, memoryMib: part.memoryMib, stopTimeoutSeconds };
    const added = found.map((each) => ({
      container: addSidecar(this.taskDefinition, each, surroundings),
      startAfter: each.sidecar.startAfter,
      sharedFolders: each.sidecar.sharedFolders,
    }));
    const { startAfter, sharedFolders } = part;
    joinContainers(this.taskDefinition, [{ container: this.container, startAfter, sharedFolders }, ...added]);
    return new Map(added.map(({ container }) => [container.containerName, container]));
  }

  private addContainer(
    { app, part, port, pressure, gpus, stopTimeoutSeconds, healthCheck, ambientVariables }: ContainerTaskProps,
    image: ImageReference,
    { plain, injected }: ContainerVariables,
  ): ContainerDefinition {
    const ambient = Object.entries(ambientVariables ?? {}).filter(([name]) => injected[name] === undefined);
    // An init process reaps orphans and passes SIGTERM on to a shell's child.
    const linuxParameters = new LinuxParameters(this, "Linux", { initProcessEnabled: true });
    addWritableFolders(linuxParameters, part);
    return this.taskDefinition.addContainer(part.name, {
      image: ContainerImage.fromRegistry(image.uri),
      essential: true,
      ...(part.command === null ? {} : { command: [...part.command] }),
      environment: { ...Object.fromEntries(ambient), ...plain },
      secrets: injectedSecrets(injected),
      dockerLabels: parameterFingerprint(app, [part, ...part.sidecars]),
      readonlyRootFilesystem: part.readonlyRootFilesystem,
      linuxParameters,
      stopTimeout: Duration.seconds(stopTimeoutSeconds),
      logging: logDriver(this.logGroup, part.name, pressure),
      ...(gpus === 0 ? {} : { gpuCount: gpus }),
      ...(port === null ? {} : { portMappings: [portMapping(part.name, port)] }),
      ...(healthCheck === null ? {} : { healthCheck }),
    });
  }
}

const portMapping = (name: string, { number, appProtocol }: ContainerPort): PortMapping => ({
  containerPort: number,
  name,
  ...(appProtocol === null ? {} : { appProtocol }),
});

function architecture({ architecture: name }: ResolvedContainer): CpuArchitecture {
  switch (name) {
    case "arm64":
      return CpuArchitecture.ARM64;
    case "x86_64":
      return CpuArchitecture.X86_64;
  }
}
