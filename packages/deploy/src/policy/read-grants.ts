import type { Grant } from "./grant.js";
import { global, regional } from "./policy-scope.js";

const everywhere = () => ["*"];

/**
 * What preflight, plan, status, logs, diff, drift, why and releases read. Where an action is granted on `*`, IAM knows no narrower way
 * (Service Authorization Reference, "Actions, resources, and condition keys", 2025).
 */
export const READ_GRANTS: readonly Grant[] = [
  {
    sid: "WhoAndWhere",
    group: "read",
    why: "Whose credentials these are, whether the region is bootstrapped, and what the account allows.",
    actions: [
      "ec2:DescribeAvailabilityZones",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "route53:GetHostedZone",
      "route53:ListHostedZonesByName",
      "servicequotas:GetAWSDefaultServiceQuota",
      "servicequotas:GetServiceQuota",
      "sts:GetCallerIdentity",
    ],
    on: everywhere,
  },
  {
    sid: "BootstrapVersion",
    group: "read",
    why: "The version of the CDK's bootstrap stack, in each region of the environment.",
    actions: ["ssm:GetParameter"],
    on: ({ partition, account }) => [`arn:${partition}:ssm:*:${account}:parameter/cdk-bootstrap/hnb659fds/version`],
  },
  {
    sid: "OwnPermissions",
    group: "read",
    why: "Whether all of this is allowed, before it is needed. Without it preflight says that it doesn't know.",
    actions: ["iam:GetRole", "iam:SimulatePrincipalPolicy"],
    on: (scope) => [global(scope, "iam", "role/*"), global(scope, "iam", "user/*")],
  },
  {
    sid: "Stacks",
    group: "read",
    why: "How the stacks stand, what is in them, and what was changed by hand.",
    actions: [
      "cloudformation:DescribeChangeSet",
      "cloudformation:DescribeStackEvents",
      "cloudformation:DescribeStackResourceDrifts",
      "cloudformation:DescribeStackResource",
      "cloudformation:DescribeStackResources",
      "cloudformation:DescribeStacks",
      "cloudformation:DetectStackDrift",
      "cloudformation:DetectStackResourceDrift",
      "cloudformation:GetTemplate",
      "cloudformation:GetTemplateSummary",
      "cloudformation:ListStackResources",
    ],
    on: ({ partition, account, prefix }) => [`arn:${partition}:cloudformation:*:${account}:stack/${prefix}-*/*`],
  },
  {
    sid: "StacksByNoName",
    group: "read",
    why: "Questions to CloudFormation that name no stack.",
    actions: [
      "cloudformation:DescribeStackDriftDetectionStatus",
      "cloudformation:ListExports",
      "cloudformation:ListImports",
      "cloudformation:ListStacks",
    ],
    on: everywhere,
  },
  {
    sid: "Services",
    group: "read",
    why: "What runs, which revision serves, and why tasks stopped.",
    actions: [
      "ecs:DescribeClusters",
      "ecs:DescribeServiceDeployments",
      "ecs:DescribeServiceRevisions",
      "ecs:DescribeServices",
      "ecs:DescribeTasks",
      "ecs:ListServiceDeployments",
    ],
    on: (scope) =>
      ["cluster/", "service/", "service-deployment/", "service-revision/", "task/"].map((kind) =>
        regional(scope, "ecs", `${kind}${scope.prefix}${kind === "cluster/" ? "" : "/*"}`),
      ),
  },
  {
    sid: "ServicesByNoName",
    group: "read",
    why: "Questions to ECS, load balancers, scaling, alarms, databases and caches that name no resource.",
    actions: [
      "application-autoscaling:DescribeScalableTargets",
      "application-autoscaling:DescribeScalingActivities",
      "application-autoscaling:DescribeScalingPolicies",
      "application-autoscaling:DescribeScheduledActions",
      "cloudwatch:DescribeAlarms",
      "cloudwatch:GetMetricData",
      "cloudwatch:GetMetricStatistics",
      "ecs:DescribeTaskDefinition",
      "ecs:ListServices",
      "ecs:ListTaskDefinitions",
      "ecs:ListTasks",
      "elasticloadbalancing:DescribeListeners",
      "elasticloadbalancing:DescribeLoadBalancers",
      "elasticloadbalancing:DescribeRules",
      "elasticloadbalancing:DescribeTargetGroupAttributes",
      "elasticloadbalancing:DescribeTargetGroups",
      "elasticloadbalancing:DescribeTargetHealth",
      "logs:DescribeLogGroups",
      "rds:DescribeDBClusters",
      "rds:DescribeDBInstances",
      "secretsmanager:ListSecrets",
    ],
    on: everywhere,
  },
  {
    sid: "Logs",
    group: "read",
    why: "Logs of services and jobs.",
    actions: ["logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartLiveTail"],
    on: (scope) => [
      regional(scope, "logs", `log-group:/${scope.path}/*`),
      regional(scope, "logs", `log-group:/${scope.path}/*:log-stream:*`),
    ],
  },
  {
    sid: "Images",
    group: "read",
    why: "Which images are there, and for which platforms.",
    actions: ["ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer", "ecr:ListImages"],
    on: (scope) => [regional(scope, "ecr", `repository/${scope.path}/*`)],
  },
  {
    sid: "Repositories",
    group: "read",
    why: "Which repositories are there: their names may be taken.",
    actions: ["ecr:DescribeRepositories"],
    on: (scope) => [regional(scope, "ecr", "repository/*")],
  },
  {
    sid: "Certificate",
    group: "read",
    why: "Whether the certificate is issued and covers every host.",
    actions: ["acm:DescribeCertificate"],
    on: (scope) => [regional(scope, "acm", "certificate/*")],
  },
  {
    sid: "SecretNames",
    group: "read",
    why: "Which secrets have a value. None is read.",
    actions: ["secretsmanager:DescribeSecret", "secretsmanager:ListSecretVersionIds"],
    on: (scope) => [regional(scope, "secretsmanager", `secret:${scope.path}/*`)],
  },
  {
    sid: "Releases",
    group: "read",
    why: "The ledger of releases.",
    actions: ["s3:GetObject"],
    on: ({ partition, account, region, path }) => [
      `arn:${partition}:s3:::fairlead-releases-${account}-${region}/${path}/releases/*`,
    ],
  },
  {
    sid: "ReleaseList",
    group: "read",
    why: "Which releases the ledger has.",
    actions: ["s3:GetBucketVersioning", "s3:ListBucket"],
    on: ({ partition, account, region }) => [`arn:${partition}:s3:::fairlead-releases-${account}-${region}`],
  },
];
