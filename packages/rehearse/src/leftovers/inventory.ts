import {
  type JsonRecord,
  type JsonValue,
  isList,
  isRecord,
  listOf,
  parseJson,
  recordOf,
  textOf,
} from "../json/json-value.js";
import { ApiRefusal, type EmulatedApi } from "../emulator/api/emulated-api.js";
import { findAllXml, parseXml } from "../emulator/api/xml.js";
import {
  acm,
  cloudWatch,
  cognito,
  ec2,
  ecs,
  elastiCache,
  elasticLoadBalancing,
  type Json,
  jsonCalling,
  kms,
  logs,
  type Query,
  querying,
  rds,
  secretsManager,
  serviceDiscovery,
  sns,
  sqs,
  wafv2,
} from "../emulator/resources/calls.js";
import { pick } from "../emulator/resources/pick.js";

/** Something that an emulator holds. */
export interface HeldResource {
  /** For example `VPC`. */
  readonly kind: string;
  /** Its id, name or ARN. */
  readonly id: string;
  readonly region: string;
}

/** What an emulator holds, and what it could not be asked for. */
export interface Inventory {
  readonly held: readonly HeldResource[];
  readonly unasked: readonly RefusedListing[];
}

/** A listing that an emulator refused. */
export interface RefusedListing {
  /** As in {@link HeldResource}. */
  readonly kind: string;
  readonly region: string;
  /** In the emulator's words. */
  readonly reason: string;
}

interface Listing {
  readonly kind: string;
  /** Of the account and not of a region: asked for once. */
  readonly isGlobal?: true;
  readonly list: (api: EmulatedApi) => Promise<readonly string[]>;
}

const autoscaling = querying("autoscaling", "2011-01-01");
const iam = querying("iam", "2010-05-08");
const events = jsonCalling("events", "AWSEvents");
const ecr = jsonCalling("ecr", "AmazonEC2ContainerRegistry_V20150921");
const ssm = jsonCalling("ssm", "AmazonSSM");
const stepFunctions = jsonCalling("states", "AWSStepFunctions");

/** How moto describes keys such as aws/rds and aws/ebs, which AWS has made for itself. */
const AWS_OWN_KEY = /^Default (?:key$|master key that protects my )/;

/** What is asked for, service by service. What no emulator has was never there, and needs no look. */
const LISTINGS: readonly Listing[] = [
  xml("VPC", ec2, "DescribeVpcs", "vpcId"),
  xml("Subnet", ec2, "DescribeSubnets", "subnetId"),
  xml("Security group", ec2, "DescribeSecurityGroups", "groupId"),
  xml("Route table", ec2, "DescribeRouteTables", "routeTableId"),
  xml("Internet gateway", ec2, "DescribeInternetGateways", "internetGatewayId"),
  alive("NAT gateway", ec2, { action: "DescribeNatGateways", item: "item", id: "natGatewayId", state: "state" }),
  xml("Elastic IP address", ec2, "DescribeAddresses", "allocationId"),
  alive("VPC endpoint", ec2, { action: "DescribeVpcEndpoints", item: "item", id: "vpcEndpointId", state: "state" }),
  xml("Flow log", ec2, "DescribeFlowLogs", "flowLogId"),
  xml("Launch template", ec2, "DescribeLaunchTemplates", "launchTemplateId"),
  xml("Auto Scaling group", autoscaling, "DescribeAutoScalingGroups", "AutoScalingGroupName"),
  xml("Load balancer", elasticLoadBalancing, "DescribeLoadBalancers", "LoadBalancerArn"),
  xml("Target group", elasticLoadBalancing, "DescribeTargetGroups", "TargetGroupArn"),
  {
    kind: "ECS cluster",
    list: async (api) => {
      const { clusterArns = [] } = await ecs(api, "ListClusters", {});
      const { clusters } = await ecs(api, "DescribeClusters", { clusters: clusterArns });
      const active = listOf(clusters)
        .map(recordOf)
        .filter(({ status }) => status === "ACTIVE");
      return active.map(({ clusterArn }) => textOf(clusterArn));
    },
  },
  json("Active task definition", ecs, { action: "ListTaskDefinitions", body: {}, at: "taskDefinitionArns" }),
  xml("Database", rds, "DescribeDBInstances", "DBInstanceIdentifier"),
  xml("Database cluster", rds, "DescribeDBClusters", "DBClusterIdentifier"),
  xml("Database snapshot", rds, "DescribeDBSnapshots", "DBSnapshotIdentifier"),
  xml("Snapshot of a database cluster", rds, "DescribeDBClusterSnapshots", "DBClusterSnapshotIdentifier"),
  xml("Database subnet group", rds, "DescribeDBSubnetGroups", "DBSubnetGroupName"),
  xml("Database proxy", rds, "DescribeDBProxies", "DBProxyName"),
  alive("Cache", elastiCache, {
    action: "DescribeReplicationGroups",
    item: "ReplicationGroup",
    id: "ReplicationGroupId",
    state: "Status",
  }),
  json("Secret", secretsManager, { action: "ListSecrets", body: {}, at: "SecretList", id: "Name" }),
  {
    kind: "SSM parameter",
    list: async (api) => {
      const { Parameters } = await ssm(api, "DescribeParameters", {});
      const names = listOf(Parameters).map((parameter) => textOf(recordOf(parameter)["Name"]));
      // AWS's public ones, such as the newest machine images, are nobody's; moto lists them once they were asked for.
      return names.filter((name) => !name.startsWith("/aws/service/"));
    },
  },
  {
    kind: "Key",
    list: async (api) => {
      const { Keys } = await kms(api, "ListKeys", {});
      const keys = await Promise.all(
        listOf(Keys).map(async (key) =>
          recordOf((await kms(api, "DescribeKey", pick(recordOf(key), ["KeyId"])))["KeyMetadata"]),
        ),
      );
      // AWS's own, e.g. aws/rds, come by themselves and cost nothing; moto says that a customer manages them.
      const own = keys.filter(
        ({ Description, KeyManager, KeyState }) =>
          KeyManager === "CUSTOMER" && !AWS_OWN_KEY.test(textOf(Description)) && KeyState !== "PendingDeletion",
      );
      return own.map(({ KeyId }) => textOf(KeyId));
    },
  },
  json("Log group", logs, { action: "DescribeLogGroups", body: {}, at: "logGroups", id: "logGroupName" }),
  json("ECR repository", ecr, { action: "DescribeRepositories", body: {}, at: "repositories", id: "repositoryName" }),
  json("EventBridge rule", events, { action: "ListRules", body: {}, at: "Rules", id: "Name" }),
  json("State machine", stepFunctions, { action: "ListStateMachines", body: {}, at: "stateMachines", id: "name" }),
  xml("Alarm", cloudWatch, "DescribeAlarms", "AlarmName"),
  xml("Dashboard", cloudWatch, "ListDashboards", "DashboardName"),
  { ...xml("Role", iam, "ListRoles", "RoleName"), isGlobal: true },
  xml("Topic", sns, "ListTopics", "TopicArn"),
  json("Queue", sqs, { action: "ListQueues", body: {}, at: "QueueUrls" }),
  json("Certificate", acm, {
    action: "ListCertificates",
    body: {},
    at: "CertificateSummaryList",
    id: "CertificateArn",
  }),
  json("Firewall", wafv2, { action: "ListWebACLs", body: { Scope: "REGIONAL" }, at: "WebACLs", id: "Name" }),
  json("Firewall of a CDN", wafv2, {
    action: "ListWebACLs",
    body: { Scope: "CLOUDFRONT" },
    at: "WebACLs",
    id: "Name",
  }),
  json("User pool", cognito, { action: "ListUserPools", body: { MaxResults: 60 }, at: "UserPools", id: "Id" }),
  json("Namespace", serviceDiscovery, { action: "ListNamespaces", body: {}, at: "Namespaces", id: "Name" }),
  {
    kind: "Bucket",
    isGlobal: true,
    list: async (api) => {
      const answer = parseXml(await api.rest({ service: "s3", method: "GET", path: "/" }));
      return findAllXml(answer, "Bucket").flatMap((bucket) => findAllXml(bucket, "Name").map(({ text }) => text));
    },
  },
  {
    kind: "Function",
    list: async (api) =>
      idsIn(await restJson(api, { service: "lambda", path: "/2015-03-31/functions/" }), "Functions", "FunctionName"),
  },
  {
    kind: "Schedule",
    list: async (api) => idsIn(await restJson(api, { service: "scheduler", path: "/schedules" }), "Schedules", "Name"),
  },
  {
    kind: "File system",
    list: async (api) =>
      idsIn(
        await restJson(api, { service: "elasticfilesystem", path: "/2015-02-01/file-systems" }),
        "FileSystems",
        "FileSystemId",
      ),
  },
];

function xml(kind: string, query: Query, action: string, name: string): Listing {
  return { kind, list: async (api) => findAllXml(await query(api, action, {}), name).map(({ text }) => text) };
}

interface Alive {
  readonly action: string;
  /** Name of the element that is one of them. */
  readonly item: string;
  readonly id: string;
  readonly state: string;
}

/** Of what is listed for a while after it was deleted, those that are not. */
function alive(kind: string, query: Query, { action, item, id, state }: Alive): Listing {
  return {
    kind,
    list: async (api) =>
      findAllXml(await query(api, action, {}), item)
        .filter((one) => one.children.some(({ name, text }) => name === state && !text.startsWith("delet")))
        .flatMap((one) => one.children.filter(({ name }) => name === id).map(({ text }) => text)),
  };
}

interface JsonList {
  readonly action: string;
  readonly body: JsonRecord;
  /** Where the answer has the list. */
  readonly at: string;
  /** What tells an item from others; left out: the items are texts. */
  readonly id?: string;
}

function json(kind: string, call: Json, { action, body, at, id }: JsonList): Listing {
  return { kind, list: async (api) => idsIn(await call(api, action, body), at, id) };
}

const idsIn = (answer: JsonRecord, at: string, id?: string): readonly string[] => {
  const items = answer[at];
  return isList(items) ? items.map((item) => idOf(item, id)) : [];
};

const idOf = (item: JsonValue, id: string | undefined): string =>
  id !== undefined && isRecord(item) ? textOf(item[id]) : textOf(item);

async function restJson(
  api: EmulatedApi,
  { service, path }: { readonly service: string; readonly path: string },
): Promise<JsonRecord> {
  const value = parseJson(await api.rest({ service, method: "GET", path }));
  return isRecord(value) ? value : {};
}

/** All that an emulator holds in some regions, as far as it can be asked; the first is also asked for what has no region. */
export async function inventory(apis: readonly EmulatedApi[]): Promise<Inventory> {
  const held: HeldResource[] = [];
  const unasked: RefusedListing[] = [];
  for (const [index, api] of apis.entries()) {
    const { region } = api;
    for (const { kind, list } of LISTINGS.filter(({ isGlobal }) => index === 0 || isGlobal !== true)) {
      try {
        for (const id of new Set(await list(api))) if (id !== "") held.push({ kind, id, region });
      } catch (error) {
        if (!(error instanceof ApiRefusal)) throw error;
        unasked.push({ kind, region, reason: error.message });
      }
    }
  }
  return { held, unasked };
}
