import { image, ingress, service, volume } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { partyName } from "../../src/reach/party.js";
import { edgesOf } from "../../src/reach/reachable-edges.js";
import { recordOf } from "../../src/templates/read-value.js";
import type { Mistake } from "../mistake.js";

const mounted = () =>
  describeRoots({
    services: [
      service("chroma", {
        image: image("chroma"),
        port: 8000,
        volumes: { "/data": volume("chroma-data", { writers: "one" }) },
      }),
    ],
  });

/** Subnets, ways out, security groups and zones. */
export const NETWORK_MISTAKES: readonly Mistake[] = [
  {
    id: "private-without-way-out",
    mistake:
      "Tasks lie in private subnets without a public address, NAT is optional and there are no endpoints: no image is pulled, no secret is read, and Bedrock is out of reach.",
    outcome: {
      kind: "refused",
      app: () =>
        describeRoots(
          { services: [service("rag-core", { image: image("rag-core") })] },
          {
            environment: {
              region: "ap-south-1",
              network: {
                adopt: {
                  vpcId: "vpc-0123456789abcdef0",
                  zones: ["ap-south-1a", "ap-south-1b"],
                  publicSubnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
                  privateSubnets: ["subnet-0123456789abcdef2", "subnet-0123456789abcdef3"],
                  egress: "none",
                },
              },
            },
          },
        ),
      problem: "NoWayToAws",
    },
  },
  {
    id: "groups-without-rules",
    mistake:
      "Four security groups are created and not one rule: the load balancer reaches no task, and no task reaches a database.",
    outcome: {
      kind: "found",
      in: {
        consumer: {
          resources: {
            Subnet: { Type: "AWS::EC2::Subnet" },
            EcsGroup: { Type: "AWS::EC2::SecurityGroup", Properties: { GroupDescription: "ECS tasks security group" } },
            AlbGroup: { Type: "AWS::EC2::SecurityGroup", Properties: { GroupDescription: "ALB security group" } },
            Alb: {
              Type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
              Properties: { SecurityGroups: [{ "Fn::GetAtt": ["AlbGroup", "GroupId"] }] },
            },
            LiveInference: {
              Type: "AWS::ECS::Service",
              Properties: {
                LoadBalancers: [{ ContainerName: "pii-filter", ContainerPort: 80 }],
                NetworkConfiguration: {
                  AwsvpcConfiguration: {
                    Subnets: [{ Ref: "Subnet" }],
                    SecurityGroups: [{ "Fn::GetAtt": ["EcsGroup", "GroupId"] }],
                  },
                },
              },
            },
          },
        },
      },
      finding: "UnreachableTargets",
      on: null,
    },
  },
  {
    id: "all-ports-from-the-load-balancer",
    mistake:
      "The tasks' security group lets the load balancer in on every port, the broker's management page among them.",
    outcome: {
      kind: "unwritable",
      because: "A route opens the one port that the service listens on.",
      app: () =>
        describeRoots({
          ingress: ingress({ routes: { "/*": service("gateway", { image: image("gateway"), port: 3001 }) } }),
        }),
      holds: (graph) => {
        const ways = edgesOf(graph).filter(({ to }) => partyName(to) === "services.gateway");
        return ways.length === 1 && ways.every(({ fromPort, toPort }) => fromPort === 3001 && toPort === 3001);
      },
    },
  },
  {
    id: "one-mount-target-for-two-zones",
    mistake:
      "The file system has one mount target for tasks in two zones: half of them mount it across zones, and all hang when that zone is away.",
    outcome: {
      kind: "unwritable",
      because: "A volume has a mount target in each zone of the network.",
      app: mounted,
      holds: (graph) => {
        const targets = graph.ofType("AWS::EFS::MountTarget");
        const subnets = targets.flatMap(
          ({ stack, properties }) => graph.follow(stack, properties["SubnetId"])?.resource ?? [],
        );
        return targets.length === 2 && new Set(subnets).size === 2;
      },
    },
  },
  {
    id: "file-system-for-everybody",
    mistake: "The file system has no access point and no policy: whoever reaches a mount target is root in all of it.",
    outcome: {
      kind: "unwritable",
      because:
        "A volume is mounted through its own access point, with the task's role, over TLS; its policy lets nobody else in.",
      app: mounted,
      holds: (graph) => {
        const systems = graph.ofType("AWS::EFS::FileSystem");
        const volumes = graph
          .ofType("AWS::ECS::TaskDefinition")
          .map(({ properties }) => JSON.stringify(properties["Volumes"] ?? []))
          .filter((text) => text.includes("EFSVolumeConfiguration"));
        return (
          systems.length === 1 &&
          systems.every(({ properties }) => Object.keys(recordOf(properties["FileSystemPolicy"])).length > 0) &&
          graph.ofType("AWS::EFS::AccessPoint").length === 1 &&
          volumes.length === 1 &&
          volumes.every((text) => text.includes('"IAM":"ENABLED"') && text.includes("AccessPointId"))
        );
      },
    },
  },
  {
    id: "zones-of-another-region",
    mistake: "The picture has zones of us-east-1, everything else is in ap-south-1.",
    outcome: {
      kind: "refused",
      app: () =>
        describeRoots(
          { services: [service("rag-core", { image: image("rag-core") })] },
          { environment: { region: "ap-south-1", zones: ["us-east-1a", "us-east-1b"] } },
        ),
      problem: "UnknownZone",
    },
  },
];
