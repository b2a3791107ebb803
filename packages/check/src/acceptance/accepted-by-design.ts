import type { TierName } from "@fairlead/model";

/** A finding that Fairlead's own constructs cause on purpose. */
export interface DesignAcceptance {
  readonly finding: string;
  /** What the construct path must match; `null`: any. */
  readonly path: RegExp | null;
  /** What the message must match, where one code covers different cases; `null`: any. */
  readonly message: RegExp | null;
  /** A wildcard's actions must all be among these; `null`: not asked. */
  readonly actions: readonly string[] | null;
  /** Tiers that it holds in; `null`: all. */
  readonly tiers: readonly TierName[] | null;
  readonly reason: string;
  /** Day in ISO form by which the reason is looked at again. */
  readonly until: string;
}

/** All reasons are looked at again together, once a year. */
const anywhere = { path: null, message: null, actions: null, tiers: null, until: "2027-11-30" } as const;

const MINIMAL: readonly TierName[] = ["minimal"];

/**
 * Actions that AWS offers no resource for, or that its own guide grants on everything: metrics to CloudWatch, sign-in to ECR, traces to X-Ray,
 * ECS Exec, the log of a state machine, the network interfaces of a function in a VPC.
 * AWS, "Service Authorization Reference" and the developer guides of ECS, Lambda and Step Functions, read 2026-11.
 */
const ACTIONS_WITHOUT_RESOURCE = [
  "cloudwatch:PutMetricData",
  "ecr:GetAuthorizationToken",
  "ecs:DiscoverPollEndpoint",
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
  "logs:CreateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:DescribeLogGroups",
  "logs:DescribeResourcePolicies",
  "logs:GetLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:UpdateLogDelivery",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
  "xray:GetSamplingRules",
  "xray:GetSamplingStatisticSummaries",
  "xray:GetSamplingTargets",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
] as const;

const ON_PERMISSIONS: readonly DesignAcceptance[] = [
  {
    ...anywhere,
    finding: "WildcardPermission",
    message: /Resource::\* for /,
    actions: ACTIONS_WITHOUT_RESOURCE,
    reason: "AWS offers no resource for these actions, or its own guide grants them on everything.",
  },
  {
    ...anywhere,
    finding: "WildcardPermission",
    message: /:task\/(<\w+>|[\w-]+)\/\* for /,
    actions: [
      "ecs:DescribeTasks",
      "ecs:GetTaskProtection",
      "ecs:StopTask",
      "ecs:stopTask",
      "ecs:TagResource",
      "ecs:UpdateTaskProtection",
    ],
    reason: "A task has no ARN before it runs; the statement is held to the environment's own cluster.",
  },
  {
    ...anywhere,
    finding: "WildcardPermission",
    message: /:container-instance\/<\w+>\/\* for /,
    actions: ["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"],
    reason:
      "An instance has no ARN in ECS before it has joined; the statement is held to the environment's own cluster.",
  },
  {
    ...anywhere,
    finding: "WildcardPermission",
    message: /:task-definition\/[\w-]+:\* for /,
    actions: ["ecs:RunTask"],
    reason: "Every release makes a new revision of the job's task definition; its family is named.",
  },
  {
    ...anywhere,
    finding: "AwsManagedPolicy",
    message: /service-role\/AmazonRDSEnhancedMonitoringRole/,
    reason: "RDS documents this policy as the one for enhanced monitoring; it writes to one log group of RDS's own.",
  },
  {
    ...anywhere,
    finding: "AwsManagedPolicy",
    message: /AmazonECSInfrastructureRolePolicyForLoadBalancers/,
    reason:
      "ECS documents this policy for the role that shifts traffic between target groups, and extends it as strategies are added.",
  },
];

const ON_JOBS: readonly DesignAcceptance[] = [
  {
    ...anywhere,
    finding: "NoDeadLetterQueue",
    path: /-Jobs\/[^/]+-Schedule\/DeadLetters\//,
    reason: "It is one itself: what a schedule could not start, and what is known of runs that failed.",
  },
];

/** What the app keeps besides databases and caches. */
const ON_STORAGE: readonly DesignAcceptance[] = [
  {
    ...anywhere,
    finding: "NoDeadLetterQueue",
    path: /-Schedule\/DeadLetters\//,
    reason: "It is itself where the starts of a job go that did not come about.",
  },
  {
    ...anywhere,
    finding: "WildcardPermission",
    message: /-Data:ExportsOutputFnGetAttBucket\w+Arn\w+\/\*\.$/,
    reason: "The keys of objects are the app's to choose; the bucket is named.",
  },
  {
    ...anywhere,
    finding: "WildcardPermission",
    message: /:bedrock:\*::foundation-model\/[\w.:-]+ for /,
    actions: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
    reason:
      "An inference profile sends calls to regions that AWS adds to; the model is named, and the statement is held to the profile.",
  },
  {
    ...anywhere,
    finding: "AwsManagedPolicy",
    message: /policy\/(service-role\/)?AWSBackupServiceRolePolicyFor(Backup|S3Backup)\.$/,
    reason: "AWS Backup documents these policies for its role, and extends them as kinds of data are added.",
  },
  {
    ...anywhere,
    finding: "BucketUnlogged",
    path: /-Data\/Bucket-[^/]+\//,
    reason:
      "No one but the app's own roles reaches it. Who must know who read an object turns on CloudTrail's data events, which name the role and are complete; S3's access logs are neither.",
  },
  {
    ...anywhere,
    finding: "StatefulWithoutRetention",
    path: /-Data\/Volume-[^/]+\//,
    tiers: MINIMAL,
    reason: "The tier is for environments that come and go.",
  },
  {
    ...anywhere,
    finding: "NoDeadLetterQueue",
    path: /-Jobs\/.*Schedule\/DeadLetters\//,
    reason: "It is the dead-letter queue of a schedule; cdk-nag knows those of queues only.",
  },
];

const ON_SECRETS: readonly DesignAcceptance[] = [
  {
    ...anywhere,
    finding: "SecretNotRotated",
    path: /-Secrets\//,
    reason:
      "Only its owner knows who else holds it: a provider's key is issued by the provider, a token is in clients' hands, and data encrypted under a key would be lost with it.",
  },
  {
    ...anywhere,
    finding: "SecretNotRotated",
    path: /-Data\/Cache-[^/]+\//,
    reason:
      "A cache takes a new token in two steps (ROTATE, then SET) between which the tasks are renewed; that is done by hand, and the URL follows.",
  },
  {
    ...anywhere,
    finding: "SecretNotRotated",
    path: /-Data\/Database-[^/]+\/Url/,
    reason: "It holds the whole URL and follows the credentials: their rotation writes it.",
  },
  {
    ...anywhere,
    finding: "SecretNotRotated",
    path: /-Data\/Database-[^/]+\/Login\d/,
    reason: "It is what a proxy knows one of the two roles by: their rotation writes it.",
  },
  {
    ...anywhere,
    finding: "SecretNotRotated",
    path: /-Data\/Broker-[^/]+\//,
    reason:
      "A broker has one user, which is made with it: to change its password cuts off every client that holds the old one. It is changed by hand, and the URL follows.",
  },
  {
    ...anywhere,
    finding: "SecretNotRotated",
    path: /-Data\/Database-[^/]+\/Credentials/,
    tiers: MINIMAL,
    reason: "A function in the VPC has no way to Secrets Manager without NAT or endpoints, which the tier saves.",
  },
  {
    ...anywhere,
    finding: "PlainEnvironmentVariable",
    reason: "They are settings that the description states; secrets and parameters are injected by ECS.",
  },
  {
    ...anywhere,
    finding: "DatabasePasswordUsed",
    reason: "The app signs in by a URL, which every driver understands; tokens of IAM's need code in the app.",
  },
];

const ON_INSTANCES: readonly DesignAcceptance[] = [
  {
    ...anywhere,
    finding: "UnencryptedVolume",
    path: /-Jobs\/Pool-[^/]+\/Group\//,
    reason:
      "The disk is encrypted in the launch template, which cdk-nag doesn't look into behind several instance types.",
  },
  {
    ...anywhere,
    finding: "ScalingUnannounced",
    path: /-Jobs\/Pool-[^/]+\/Group\//,
    reason:
      "Instances come and go with the tasks; the alarms tell when tasks lack, a message for each instance would tell nothing.",
  },
];

const ON_NETWORK: readonly DesignAcceptance[] = [
  {
    ...anywhere,
    finding: "OpenSecurityGroup",
    path: /-Vpc\/Rules\/in ingress /,
    reason: 'The load balancer is the one public door; "allowedCidrs" of the ingress narrows it.',
  },
  {
    ...anywhere,
    finding: "DefaultDatabasePort",
    reason:
      "Only the security groups of tasks that name the database reach the port; another number would hide it from nobody who is let in.",
  },
  {
    ...anywhere,
    finding: "DefaultCachePort",
    reason:
      "Only the security groups of tasks that name the cache reach the port; another number would hide it from nobody who is let in.",
  },
  {
    ...anywhere,
    finding: "ZoneNamed",
    path: /-Vpc\//,
    reason: "An environment is made for one region; with its zones named, a plan needs no account to ask.",
  },
  {
    ...anywhere,
    finding: "DetailedMonitoringOff",
    path: /-Vpc\/.*\/NatInstance\//,
    reason: "A NAT instance is the cheap way out to the internet; its flow log tells more than metrics by the minute.",
  },
  {
    ...anywhere,
    finding: "InstanceUnprotected",
    path: /-Vpc\/.*\/NatInstance\//,
    reason: "It keeps nothing: CloudFormation makes another one.",
  },
  {
    ...anywhere,
    finding: "BucketUnlogged",
    path: /-Alb\/AccessLogs\//,
    reason: "It holds the load balancer's access logs; a log of who wrote the log would need a bucket as well.",
  },
];

const ON_CDN: readonly DesignAcceptance[] = [
  {
    ...anywhere,
    finding: "CdnCutsBeforeOrigin",
    path: /-Cdn\/Distribution-/,
    reason:
      "CloudFront waits for the longest response; for less only where the description says how often something comes in between.",
  },
  {
    ...anywhere,
    finding: "CdnUnlogged",
    path: /-Cdn\//,
    reason: "Access logs go to the bucket by CloudWatch's deliveries, which cdk-nag doesn't look at.",
  },
  {
    ...anywhere,
    finding: "CdnWorldwide",
    path: /-Cdn\//,
    reason: "An app on the internet is for whoever may use it, wherever they are.",
  },
  {
    ...anywhere,
    finding: "CdnWithoutFirewall",
    path: /-Cdn\//,
    reason: "FirewallMissing says so of a production ingress; the files of a site are the same for everyone.",
  },
  {
    ...anywhere,
    finding: "CdnSpeaksOldTls",
    // A distribution of a host is called after it, and a host has a dot.
    path: /-Cdn\/Distribution-[\w-]+\//,
    reason: "Without a domain the certificate is CloudFront's own, and its policy with it.",
  },
  {
    ...anywhere,
    finding: "CdnAsksPlainly",
    path: /-Cdn\/Distribution-ingress\//,
    reason: "PlainHttp says so: without a domain there is no certificate for the load balancer.",
  },
  {
    ...anywhere,
    finding: "SecretNotRotated",
    path: /-Alb\/OriginSecret\//,
    reason: "CloudFront and the load balancer would have to change at the same moment; their two stacks never do.",
  },
  {
    ...anywhere,
    finding: "SecretNotRotated",
    path: /-Alb\/TestSecret\//,
    reason:
      "It opens nothing but a new revision before its traffic, and the app asks for its own credentials there as well.",
  },
  {
    ...anywhere,
    finding: "BucketUnlogged",
    path: /-Cdn\/(AccessLogs|Bucket-[\w-]+)\//,
    reason:
      "Who asked for a site's files is in CloudFront's log, and a log of who wrote that log would need a bucket as well.",
  },
  {
    ...anywhere,
    finding: "WildcardPermission",
    path: /-Cdn\/SitePublisher\//,
    actions: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
    reason: "The names of a site's files are the build's; the statement is held to the site's own bucket.",
  },
  {
    ...anywhere,
    finding: "OldLambdaRuntime",
    path: /-Cdn\/Custom::CDKBucketDeployment/,
    reason: "The function is the CDK's own, which says what it runs on.",
  },
];

const ON_TIERS: readonly DesignAcceptance[] = [
  {
    ...anywhere,
    finding: "ContainerInsightsOff",
    tiers: ["minimal", "standard"],
    reason: "Container Insights is billed by the metric; the production tier has it.",
  },
  {
    ...anywhere,
    finding: "DatabaseUnprotected",
    tiers: MINIMAL,
    reason: "The tier is for environments that come and go; a last snapshot is kept.",
  },
  {
    ...anywhere,
    finding: "SingleZoneInstance",
    tiers: ["minimal", "standard"],
    reason: "A standby doubles the price; the production tier has it.",
  },
  {
    ...anywhere,
    finding: "SingleZoneCache",
    tiers: ["minimal", "standard"],
    reason: "A replica doubles the price; the production tier has it.",
  },
];

/** What Fairlead's own design lives with, and why. */
export const ACCEPTED_BY_DESIGN: readonly DesignAcceptance[] = [
  ...ON_PERMISSIONS,
  ...ON_JOBS,
  ...ON_STORAGE,
  ...ON_SECRETS,
  ...ON_INSTANCES,
  ...ON_NETWORK,
  ...ON_CDN,
  ...ON_TIERS,
];
