import { postgres, redis } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { edgesOf } from "../../src/reach/reachable-edges.js";
import { partyName } from "../../src/reach/party.js";
import { recordOf, recordsOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { portOfTheContainer } from "../shown.js";
import { anApi, routed } from "./parts.js";
import { propertiesOf, someAndAll } from "./read-templates.js";

const LISTENER = "AWS::ElasticLoadBalancingV2::Listener";

const subnets = (graph: TemplateGraph) => propertiesOf(graph, "AWS::EC2::Subnet");

/** Tasks with addresses of their own are the only ones in subnets that lead to the internet by themselves. */
const tasksHaveAddresses = (graph: TemplateGraph): boolean =>
  propertiesOf(graph, "AWS::EC2::NatGateway").length === 0 &&
  someAndAll(
    propertiesOf(graph, "AWS::ECS::Service"),
    ({ NetworkConfiguration: network }) =>
      recordOf(recordOf(network)["AwsvpcConfiguration"])["AssignPublicIp"] === "ENABLED",
  );

const cacheIsEnteredBy = (graph: TemplateGraph, from: string): boolean =>
  someAndAll(
    edgesOf(graph).filter(({ to }) => partyName(to) === "caches.cache"),
    (edge) => partyName(edge.from) === from && edge.fromPort === 6379 && edge.toPort === 6379,
  );

const withCache = () => routed({ env: { REDIS_URL: redis("cache").url } });
const withDatabase = () =>
  routed({ env: { RELATIONAL_DATABASE_URL: postgres("main", { engine: "rds", proxy: true }).url } });

/** Ports, zones, subnets and what stands at the door. */
export const NETWORK_MISTAKES: readonly Mistake[] = [
  {
    id: "port-mismatch",
    mistake: "The container listens on 3040, the security group lets 3030 in: no target ever becomes healthy.",
    outcome: {
      kind: "unwritable",
      because:
        "A service states its port once; target group, port mapping and both security-group rules follow from it.",
      app: () => describeRoots(routed()),
      holds: portOfTheContainer(3040),
    },
  },
  {
    id: "one-zone",
    mistake: "Development has one availability zone; a load balancer and a database's subnet group need two.",
    outcome: {
      kind: "refused",
      app: () => describeRoots({ services: [anApi()] }, { environment: { zones: ["us-east-1a"] } }),
      problem: "OutOfRange",
    },
  },
  {
    id: "no-way-out",
    mistake:
      "Development has no NAT, and Fargate gives tasks no public address unless it is told to: no image can be pulled, and no task starts.",
    outcome: {
      kind: "unwritable",
      because:
        "Without NAT tasks are in public subnets with addresses of their own, and nobody else is let in to them.",
      app: () => describeRoots(routed(), { environment: { network: { nat: "none" } } }),
      holds: tasksHaveAddresses,
    },
  },
  {
    id: "three-zones-that-are-two",
    mistake: "`maxAzs: 3` in a stack without an account and a region gives two zones, and nothing says so.",
    outcome: {
      kind: "unwritable",
      because: "Zones are named, so there are as many as the environment has, whether or not an account is known.",
      app: () => describeRoots(routed(), { environment: { tier: "production", alerts: ["a@example.com"] } }),
      holds: (graph) => new Set(subnets(graph).map(({ AvailabilityZone: zone }) => zone)).size === 3,
    },
  },
  {
    id: "tiny-database-subnets",
    mistake:
      "The database's subnets are /28: eleven addresses for the database, its standby and RDS Proxy, which takes more as it grows.",
    outcome: {
      kind: "unwritable",
      because: "The sizes of subnets follow from the network's block: a /16 gives the data of each zone a /22.",
      app: () => describeRoots(withDatabase()),
      holds: (graph) => someAndAll(subnets(graph), ({ CidrBlock: block }) => Number(String(block).split("/")[1]) <= 22),
    },
  },
  {
    id: "private-subnets-taken-for-public",
    mistake:
      "A preview takes all subnets of the shared VPC for public ones; tasks in the private ones, which have no NAT, fail to pull their image at random.",
    outcome: {
      kind: "refused",
      app: () =>
        describeRoots(routed(), {
          environment: {
            network: {
              adopt: {
                vpcId: "vpc-0123456789abcdef0",
                zones: ["us-east-1a", "us-east-1b"],
                publicSubnets: ["subnet-0000001a", "subnet-0000001b", "subnet-0000002a", "subnet-0000002b"],
              },
            },
          },
        }),
      problem: "SubnetsPerZone",
    },
  },
  {
    id: "load-balancer-in-words",
    mistake:
      "Alarms and rules name a load balancer that no line of the plan makes, and there is no listener and no target group either.",
    outcome: {
      kind: "unwritable",
      because:
        "A route is what makes load balancer, listener, rule and target group, and the service registers with that group.",
      app: () => describeRoots(routed()),
      holds: (graph) =>
        ["LoadBalancer", "Listener", "ListenerRule", "TargetGroup"].every(
          (type) => graph.ofType(`AWS::ElasticLoadBalancingV2::${type}`).length > 0,
        ),
    },
  },
  {
    id: "cache-without-a-group",
    mistake:
      "There are security groups for API and database, none for Redis: with the VPC's default one the API can't reach it.",
    outcome: {
      kind: "unwritable",
      because: "Each part has a group of its own; naming cache.url is what lets its one caller in, on the one port.",
      app: () => describeRoots(withCache()),
      holds: (graph) => cacheIsEnteredBy(graph, "services.api"),
    },
  },
  {
    id: "empty-target-group-by-default",
    mistake:
      "The HTTP listener's default action forwards to a target group that is empty: whatever matches no rule is answered with 503.",
    outcome: {
      kind: "unwritable",
      because: "What matches no route is answered with 404, and plain HTTP is sent to HTTPS.",
      app: () => describeRoots(routed(), { environment: { domain: "macro-ai.example.com" } }),
      holds: (graph) =>
        propertiesOf(graph, LISTENER).length === 2 &&
        propertiesOf(graph, LISTENER).every(({ DefaultActions: actions }) =>
          someAndAll(recordsOf(actions), ({ Type: type }) => type === "fixed-response" || type === "redirect"),
        ),
    },
  },
  {
    id: "tls-of-2016",
    mistake: "The HTTPS listener names no policy, so it takes the one of 2016 with TLS 1.0 and 1.1.",
    outcome: {
      kind: "found",
      in: {
        Web: { resources: { Https: { Type: LISTENER, Properties: { Port: 443, Protocol: "HTTPS" } } } },
      },
      finding: "WeakTlsPolicy",
      on: null,
    },
  },
];
