import type { JsonRecord } from "../json/json-value.js";
import { getAtt, join, ref, resource } from "./written-resource.js";

const statement = (target: JsonRecord, principal: string, action: string): JsonRecord => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: principal }, Action: action, Resource: target }],
});

/** What runs at times and on events, what watches, and what else names a part of the tried template. */
export const TRIED_EVENTS: JsonRecord = {
  Endpoint: resource("AWS::EC2::VPCEndpoint", {
    VpcId: ref("Vpc"),
    ServiceName: "com.amazonaws.eu-west-1.s3",
    RouteTableIds: [ref("Routes")],
  }),
  Traffic: resource("AWS::EC2::FlowLog", {
    ResourceId: ref("Vpc"),
    ResourceType: "VPC",
    TrafficType: "ALL",
    LogGroupName: ref("Logs"),
    DeliverLogsPermissionArn: getAtt("TaskRole", "Arn"),
  }),
  Mount: resource("AWS::EFS::MountTarget", {
    FileSystemId: ref("Volume"),
    SubnetId: ref("SubnetA"),
    SecurityGroups: [getAtt("ServiceGroup", "GroupId")],
  }),
  Profile: resource("AWS::IAM::InstanceProfile", { Roles: [ref("TaskRole")] }),
  KeyAlias: resource("AWS::KMS::Alias", { AliasName: "alias/tried", TargetKeyId: getAtt("Key", "Arn") }),
  BucketPolicy: resource("AWS::S3::BucketPolicy", {
    Bucket: ref("Bucket"),
    PolicyDocument: statement(getAtt("Bucket", "Arn"), "logging.s3.amazonaws.com", "s3:PutObject"),
  }),
  TopicPolicy: resource("AWS::SNS::TopicPolicy", {
    Topics: [ref("Topic")],
    PolicyDocument: statement(ref("Topic"), "cloudwatch.amazonaws.com", "sns:Publish"),
  }),
  Subscription: resource("AWS::SNS::Subscription", {
    TopicArn: ref("Topic"),
    Protocol: "email",
    Endpoint: "ops@example.com",
  }),
  Failed: resource("AWS::SQS::Queue", { KmsMasterKeyId: getAtt("Key", "Arn") }),
  Waiting: resource("AWS::SQS::Queue", {
    RedrivePolicy: { deadLetterTargetArn: getAtt("Failed", "Arn"), maxReceiveCount: 3 },
  }),
  QueuePolicy: resource("AWS::SQS::QueuePolicy", {
    Queues: [ref("Failed")],
    PolicyDocument: statement(getAtt("Failed", "Arn"), "events.amazonaws.com", "sqs:SendMessage"),
  }),
  Failures: resource("AWS::Events::Rule", {
    EventPattern: { source: ["aws.ecs"], detail: { clusterArn: [getAtt("Cluster", "Arn")] } },
    Targets: [{ Id: "queue", Arn: getAtt("Failed", "Arn") }],
  }),
  FunctionRole: resource("AWS::IAM::Role", {
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
  }),
  // An empty archive, where an app has one in S3.
  Layer: resource("AWS::Lambda::LayerVersion", { Content: { ZipFile: "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==" } }),
  Function: resource("AWS::Lambda::Function", {
    Code: { ZipFile: "exports.handler = async () => undefined;" },
    Handler: "index.handler",
    Runtime: "nodejs24.x",
    Layers: [ref("Layer")],
    Role: getAtt("FunctionRole", "Arn"),
    LoggingConfig: { LogGroup: ref("Logs") },
    VpcConfig: { SubnetIds: [ref("SubnetA")], SecurityGroupIds: [getAtt("ServiceGroup", "GroupId")] },
  }),
  Permission: resource("AWS::Lambda::Permission", {
    Action: "lambda:InvokeFunction",
    FunctionName: getAtt("Function", "Arn"),
    Principal: "events.amazonaws.com",
    SourceArn: getAtt("Failures", "Arn"),
  }),
  RotationPermission: resource("AWS::Lambda::Permission", {
    Action: "lambda:InvokeFunction",
    FunctionName: getAtt("Function", "Arn"),
    Principal: "secretsmanager.amazonaws.com",
    SourceArn: ref("ClusterAttachment"),
  }),
  Workflow: resource("AWS::StepFunctions::StateMachine", {
    RoleArn: getAtt("TaskRole", "Arn"),
    DefinitionString: '{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}',
    LoggingConfiguration: {
      Level: "ALL",
      Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: getAtt("Logs", "Arn") } }],
    },
  }),
  Images: resource("AWS::ECR::Repository", {}),
  Nightly: resource("AWS::Scheduler::Schedule", {
    ScheduleExpression: "rate(1 day)",
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: {
      Arn: getAtt("Cluster", "Arn"),
      RoleArn: getAtt("TaskRole", "Arn"),
      DeadLetterConfig: { Arn: getAtt("Failed", "Arn") },
      EcsParameters: { TaskDefinitionArn: ref("Task") },
    },
  }),
  Policy: resource("AWS::ApplicationAutoScaling::ScalingPolicy", {
    PolicyName: "tried",
    PolicyType: "TargetTrackingScaling",
    ScalingTargetId: ref("Scaling"),
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 100,
      PredefinedMetricSpecification: {
        PredefinedMetricType: "ALBRequestCountPerTarget",
        ResourceLabel: join("/", getAtt("Balancer", "LoadBalancerFullName"), getAtt("Plain", "TargetGroupFullName")),
      },
    },
  }),
  Errors: resource("AWS::CloudWatch::Alarm", {
    ComparisonOperator: "GreaterThanThreshold",
    EvaluationPeriods: 1,
    Threshold: 1,
    MetricName: "HTTPCode_Target_5XX_Count",
    Namespace: "AWS/ApplicationELB",
    Period: 60,
    Statistic: "Sum",
    Dimensions: [{ Name: "LoadBalancer", Value: getAtt("Balancer", "LoadBalancerFullName") }],
    AlarmActions: [ref("Topic")],
  }),
  Board: resource("AWS::CloudWatch::Dashboard", {
    DashboardName: "tried",
    DashboardBody: join("", '{"widgets":[{"type":"alarm","properties":{"alarms":["', getAtt("Errors", "Arn"), '"]}}]}'),
  }),
  Budget: resource("AWS::Budgets::Budget", {
    Budget: { BudgetLimit: { Amount: 900, Unit: "USD" }, BudgetType: "COST", TimeUnit: "MONTHLY" },
    NotificationsWithSubscribers: [
      {
        Notification: { ComparisonOperator: "GREATER_THAN", NotificationType: "ACTUAL", Threshold: 50 },
        Subscribers: [{ Address: ref("Topic"), SubscriptionType: "SNS" }],
      },
    ],
  }),
  FirewallLogs: resource("AWS::WAFv2::LoggingConfiguration", {
    ResourceArn: getAtt("Firewall", "Arn"),
    LogDestinationConfigs: ["arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-tried"],
  }),
  Providers: resource("AWS::ECS::ClusterCapacityProviderAssociations", {
    Cluster: ref("Cluster"),
    CapacityProviders: [ref("Capacity")],
    DefaultCapacityProviderStrategy: [],
  }),
  Proxy: resource("AWS::RDS::DBProxy", {
    DBProxyName: "tried",
    EngineFamily: "POSTGRESQL",
    RoleArn: getAtt("TaskRole", "Arn"),
    Auth: [{ AuthScheme: "SECRETS", SecretArn: ref("Credentials") }],
    VpcSubnetIds: [ref("SubnetA"), ref("SubnetB")],
    VpcSecurityGroupIds: [getAtt("ServiceGroup", "GroupId")],
  }),
  ProxyTargets: resource("AWS::RDS::DBProxyTargetGroup", {
    DBProxyName: ref("Proxy"),
    TargetGroupName: "default",
    DBInstanceIdentifiers: [ref("DatabaseInstance")],
  }),
};
