import type { ResolvedApp, ResolvedJob, ResolvedService } from "@fairlead/model";
import { Duration, Stack } from "aws-cdk-lib";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { TEST_HEADER, testHeaderEnd, testSecretName } from "../alb/release-test.js";
import { bundledFunction } from "../functions/bundled-function.js";
import type { SettingsVariable } from "../functions/smoke-hook/settings.js";
import { runTaskStatements } from "../jobs/run-task-statements.js";
import type { TaskNetwork } from "../jobs/task-network.js";
import { clusterName, smokeFunctionName } from "../stacks/resource-names.js";
import { logGroupOf } from "./container-log.js";
import type { ContainerTask } from "./container-task.js";

/** What a {@link SmokeHook} is made from. */
export interface SmokeHookProps {
  readonly app: ResolvedApp;
  readonly service: ResolvedService;
  readonly job: ResolvedJob;
  readonly task: ContainerTask;
  readonly cluster: ICluster;
  readonly network: TaskNetwork;
  readonly key: IKey;
  /** Scheme and host at which the service is asked. */
  readonly url: string;
}

/**
 * Runs a service's smoke job against its new revision, and tells ECS how it has ended: see `functions/smoke-hook`. The function starts
 * a task, or asks how it is, and waits for neither.
 */
export class SmokeHook extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;
  /** What ECS calls the function with. */
  readonly callerRole: Role;

  constructor(scope: Construct, id: string, props: SmokeHookProps) {
    super(scope, id);
    const { app, service, job, key } = props;
    this.logGroup = logGroupOf(this, "Logs", {
      app,
      name: `cluster/${service.name}-smoke-hook`,
      retentionDays: job.logRetentionDays,
      key,
    });
    this.role = this.makeRole(props);
    this.function = new LambdaFunction(this, "Function", {
      functionName: smokeFunctionName(app, service.name),
      description: `Runs ${job.name} against new revisions of ${service.name} for ECS`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(bundledFunction("smoke-hook")),
      role: this.role.withoutPolicyUpdates(),
      logGroup: this.logGroup,
      // For half a minute it waits for IAM at most, after the stack was just made.
      timeout: Duration.seconds(60),
      memorySize: 256,
      environment: settingsOf(props),
    });
    this.callerRole = new Role(this, "CallerRole", {
      assumedBy: new ServicePrincipal("ecs.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
      description: `ECS, asking whether a new revision of ${service.name} may have traffic`,
    });
    this.callerRole.addToPolicy(
      new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [this.function.functionArn] }),
    );
  }

  private makeRole({ app, service, cluster, task }: SmokeHookProps): Role {
    const stack = Stack.of(this);
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `Tries new revisions of ${service.name}`,
    });
    const statements = [
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [this.logGroup.logGroupArn],
      }),
      new PolicyStatement({
        actions: ["ecs:DescribeTasks"],
        resources: [stack.formatArn({ service: "ecs", resource: "task", resourceName: `${clusterName(app)}/*` })],
      }),
      // Secrets Manager puts six characters behind a name.
      new PolicyStatement({
        actions: ["secretsmanager:GetSecretValue"],
        resources: [`${secretArn(stack, testSecretName(app))}-??????`],
      }),
      ...runTaskStatements(this, { clusterArn: cluster.clusterArn, clusterName: clusterName(app) }, task),
    ];
    for (const statement of statements) role.addToPolicy(statement);
    return role;
  }
}

const secretArn = (stack: Stack, name: string): string =>
  `arn:${stack.partition}:secretsmanager:${stack.region}:${stack.account}:secret:${name}`;

const settingsOf = ({ app, service, job, network, task, url }: SmokeHookProps): Record<SettingsVariable, string> => ({
  CLUSTER: clusterName(app),
  TASK_DEFINITION: task.taskDefinition.family,
  CONTAINER: job.name,
  SUBNETS: network.subnetIds.join(","),
  SECURITY_GROUPS: network.securityGroupId,
  ASSIGN_PUBLIC_IP: network.assignPublicIp,
  LOG_GROUP: task.logGroup.logGroupName,
  URL: url,
  HEADER_NAME: TEST_HEADER,
  HEADER_SOURCE: testSecretName(app),
  HEADER_END: testHeaderEnd(service),
});
