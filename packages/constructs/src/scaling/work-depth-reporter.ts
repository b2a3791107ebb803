import { Fault } from "@fairlead/errors";
import { type DepthReporter, BROKER_METRICS_PORT, measuredPart, type ResolvedApp, serviceHost } from "@fairlead/model";
import { Duration, Stack } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { Construct } from "constructs";
import type { ContainerValue } from "../container/container-value.js";
import type { DataStack } from "../data/data-stack.js";
import { permissionsOf } from "../ecs/role-permissions.js";
import { bundledFunction } from "../functions/bundled-function.js";
import { joinVpcStatement } from "../functions/join-vpc-statement.js";
import type { QueueSeries, StreamSeries } from "../functions/depth-reporter/series.js";
import type { SettingsVariable } from "../functions/depth-reporter/settings.js";
import { removalPolicy } from "../stacks/data-protection.js";
import { logRetention } from "../stacks/log-retention.js";
import { depthFunctionName } from "../stacks/resource-names.js";
import { reporterAddress } from "../vpc/security-group-address.js";
import type { VpcStack } from "../vpc/vpc-stack.js";
import { depthDimensions, depthNamespace } from "./depth-metric.js";

/** What a {@link WorkDepthReporter} is made from. */
export interface WorkDepthReporterProps {
  readonly app: ResolvedApp;
  readonly reporter: DepthReporter;
  readonly vpc: Pick<VpcStack, "functionSubnets" | "securityGroupFor" | "vpc">;
  readonly data: Pick<DataStack, "cacheValue">;
}

/** What the function reads to sign in; `null`: it need not. */
type SignInSecret = Extract<ContainerValue, { kind: "secret" }> | null;

/**
 * Says once a minute how much work waits in a cache's streams or in a broker's queues. The number goes to CloudWatch by the function's
 * log, which leaves the VPC by no way of the app's.
 *
 * A month is about 0.60 USD: 0.30 for the metric and 0.10 for its alarm, each for everything that is measured, 0.20 for reading the
 * secret each minute, and a cent or two for 43 200 runs of a tenth of a second and their lines in the log
 * (us-east-1; prices of CloudWatch, Secrets Manager, Lambda and Scheduler assumed as of 2025).
 */
export class WorkDepthReporter extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;
  readonly schedule: CfnSchedule;
  /** What Scheduler calls the function with. */
  readonly schedulerRole: Role;
  private readonly props: WorkDepthReporterProps;

  constructor(scope: Construct, id: string, props: WorkDepthReporterProps) {
    super(scope, id);
    this.props = props;
    const secret = this.signInSecret();
    this.logGroup = new LogGroup(this, "Logs", {
      retention: logRetention(props.reporter.logRetentionDays),
      removalPolicy: removalPolicy(props.app),
    });
    this.role = this.makeRole(secret);
    this.function = this.makeFunction(secret);
    this.schedulerRole = new Role(this, "SchedulerRole", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
      description: `EventBridge Scheduler, measuring ${measuredPart(props.reporter)}`,
    });
    this.schedulerRole.addToPolicy(
      new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [this.function.functionArn] }),
    );
    this.schedule = this.makeSchedule();
  }

  /** Only the URL tells whether a cache that exists already asks for TLS, and as whom one signs in. */
  private signInSecret(): SignInSecret {
    const { reporter, data } = this.props;
    if (reporter.kind === "queues") return null;
    const url = data.cacheValue(reporter.cache, "url");
    if (url.kind === "secret") return url;
    throw new Fault("PlainCacheUrl", `The URL of cache ${reporter.cache} is no secret.`);
  }

  private makeRole(secret: SignInSecret): Role {
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `Measures the work that waits in ${measuredPart(this.props.reporter)}`,
    });
    const statements = [
      ...(secret === null ? [] : signInStatements(Stack.of(this), secret)),
      joinVpcStatement(),
      new PolicyStatement({
        sid: "WriteLog",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [this.logGroup.logGroupArn],
      }),
    ];
    for (const statement of statements) role.addToPolicy(statement);
    return role;
  }

  private makeFunction(secret: SignInSecret): LambdaFunction {
    const { app, reporter, vpc } = this.props;
    return new LambdaFunction(this, "Function", {
      functionName: this.functionName(),
      description: `Measures the work that waits in ${measuredPart(reporter)} (${app.name}, ${app.environment.name})`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(bundledFunction("depth-reporter")),
      // It gives up by itself before, and is done before the next minute's run.
      timeout: Duration.seconds(30),
      // Node.js and the client of Secrets Manager take most of 128 MiB (assumed), and more memory brings more CPU at a cold start.
      memorySize: 256,
      // The next minute has a run of its own, with a newer number.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
      role: this.role,
      logGroup: this.logGroup,
      vpc: vpc.vpc,
      vpcSubnets: vpc.functionSubnets,
      securityGroups: [vpc.securityGroupFor(this, reporterAddress(reporter))],
      environment: this.makeVariables(secret),
    });
  }

  private functionName(): string {
    const { app, reporter } = this.props;
    return depthFunctionName(app, reporter.kind === "streams" ? reporter.cache : reporter.broker);
  }

  private makeVariables(secret: SignInSecret): Partial<Record<SettingsVariable, string>> {
    const { app, reporter } = this.props;
    const shared = { NAMESPACE: depthNamespace(app), KIND: reporter.kind };
    if (reporter.kind === "streams") {
      const series = reporter.sources.map((source): StreamSeries => {
        const { stream, group } = source;
        return { stream, group, dimensions: depthDimensions(source) };
      });
      const url = { URL_ARN: secret?.secretArn ?? "", URL_KEY: secret?.jsonKey ?? "" };
      return { ...shared, ...url, SERIES: JSON.stringify(series) };
    }
    const series = reporter.sources.map((source): QueueSeries => {
      const { queue, virtualHost } = source;
      return { queue, virtualHost, dimensions: depthDimensions(source) };
    });
    const metricsUrl = `http://${serviceHost(app, reporter.service)}:${BROKER_METRICS_PORT}`;
    return { ...shared, METRICS_URL: metricsUrl, SERIES: JSON.stringify(series) };
  }

  private makeSchedule(): CfnSchedule {
    const { app, reporter } = this.props;
    const schedule = new CfnSchedule(this, "Schedule", {
      name: this.functionName(),
      description: `Measures the work that waits in ${measuredPart(reporter)} of ${app.name} (${app.environment.name})`,
      scheduleExpression: "rate(1 minute)",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: this.function.functionArn,
        roleArn: this.schedulerRole.roleArn,
        // https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html (2026-11)
        input: JSON.stringify({ time: "<aws.scheduler.scheduled-time>" }),
        // What can't be measured now is measured in a minute; the alarm on silence tells who must know, so nothing is put aside.
        retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0 },
      },
    });
    // Scheduler tries the role as the schedule is made.
    schedule.node.addDependency(...permissionsOf(this.schedulerRole), ...permissionsOf(this.role));
    return schedule;
  }
}

const signInStatements = (stack: Stack, { secretArn, keyArn }: NonNullable<SignInSecret>): PolicyStatement[] => [
  new PolicyStatement({ sid: "ReadUrl", actions: ["secretsmanager:GetSecretValue"], resources: [secretArn] }),
  ...(keyArn === null
    ? []
    : [
        new PolicyStatement({
          sid: "UseKeyForSecret",
          actions: ["kms:Decrypt"],
          resources: [keyArn],
          conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${stack.region}.amazonaws.com` } },
        }),
      ]),
];
