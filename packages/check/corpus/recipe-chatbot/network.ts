import { ingress, service } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import type { GraphResource } from "../../src/templates/graph-resource.js";
import { recordsOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { backend, backendAlone, frontend } from "./parts.js";

const ref = (logicalId: string) => ({ Ref: logicalId });
const onPort = (port: number) => ({ IpProtocol: "tcp", FromPort: port, ToPort: port });

/** The plan's security groups: the frontend may call the backend, which lets in the load balancer alone. */
const PLANNED_GROUPS = {
  AlbSg: {
    Type: "AWS::EC2::SecurityGroup",
    Properties: {
      SecurityGroupIngress: [{ ...onPort(443), CidrIp: "0.0.0.0/0" }],
      SecurityGroupEgress: [
        { ...onPort(8000), DestinationSecurityGroupId: ref("EcsBackendSg") },
        { ...onPort(3000), DestinationSecurityGroupId: ref("EcsFrontendSg") },
      ],
    },
  },
  EcsBackendSg: {
    Type: "AWS::EC2::SecurityGroup",
    Properties: {
      SecurityGroupIngress: [{ ...onPort(8000), SourceSecurityGroupId: ref("AlbSg") }],
      SecurityGroupEgress: [{ ...onPort(443), CidrIp: "0.0.0.0/0" }],
    },
  },
  EcsFrontendSg: {
    Type: "AWS::EC2::SecurityGroup",
    Properties: {
      SecurityGroupIngress: [{ ...onPort(3000), SourceSecurityGroupId: ref("AlbSg") }],
      SecurityGroupEgress: [
        { ...onPort(8000), DestinationSecurityGroupId: ref("EcsBackendSg") },
        { ...onPort(443), CidrIp: "0.0.0.0/0" },
      ],
    },
  },
};

/** What a subnet's route table leads to. */
function waysOut(graph: TemplateGraph, subnet: GraphResource | undefined): unknown[] {
  const tables = graph
    .ofType("AWS::EC2::SubnetRouteTableAssociation")
    .filter(({ stack, properties }) => graph.follow(stack, properties["SubnetId"])?.resource === subnet)
    .map(({ stack, properties }) => graph.follow(stack, properties["RouteTableId"])?.resource);
  return graph
    .ofType("AWS::EC2::Route")
    .filter(({ stack, properties }) => tables.includes(graph.follow(stack, properties["RouteTableId"])?.resource))
    .flatMap(({ properties }) => Object.keys(properties));
}

/** Whether every NAT gateway stands where an internet gateway is the way out. */
function natStandsInPublic(graph: TemplateGraph): boolean {
  const gateways = graph.ofType("AWS::EC2::NatGateway");
  return (
    gateways.length === 2 &&
    gateways.every(({ stack, properties }) =>
      waysOut(graph, graph.follow(stack, properties["SubnetId"])?.resource).includes("GatewayId"),
    )
  );
}

/** Whether the load balancer has an attribute with some value. */
const hasAttribute =
  (key: string, value: string) =>
  (graph: TemplateGraph): boolean =>
    graph
      .ofType("AWS::ElasticLoadBalancingV2::LoadBalancer")
      .flatMap(({ properties }) => recordsOf(properties["LoadBalancerAttributes"]))
      .some((attribute) => attribute["Key"] === key && attribute["Value"] === value);

const isDocumented = () =>
  describeRoots({
    ingress: ingress({
      routes: { "/docs": service("backend", backend), "/*": service("frontend", frontend) },
    }),
  });

/** What the plan got wrong on the way of requests. */
export const NETWORK_MISTAKES: readonly Mistake[] = [
  {
    id: "frontend-shut-out",
    mistake:
      "The frontend's security group lets out to the backend, and the backend's lets in the load balancer alone: pages that are rendered on the server wait for a connection until it times out.",
    outcome: {
      kind: "found",
      in: { "recipe-chatbot": { resources: PLANNED_GROUPS } },
      finding: "WayOpenOnOneSide",
      on: null,
    },
  },
  {
    id: "docs-without-schema",
    mistake: "/docs leads to the backend and /openapi.json to the frontend: the page of the documentation stays empty.",
    outcome: { kind: "found", in: isDocumented, finding: "ApiDocsWithoutSchema", on: "ingress" },
  },
  {
    id: "docs-for-everyone",
    mistake: "/docs is public: whoever comes by can try out every path of the API, and each try is paid for.",
    outcome: { kind: "found", in: isDocumented, finding: "ApiDocsPublic", on: "ingress" },
  },
  {
    id: "tls-without-forward-secrecy",
    mistake:
      'The listener has ELBSecurityPolicy-TLS-1-2-2017-01 and is to speak "TLS 1.2+ only with perfect forward secrecy". The policy knows no TLS 1.3 and takes key exchange by RSA.',
    outcome: {
      kind: "found",
      in: {
        "recipe-chatbot": {
          resources: {
            HttpsListener: {
              Type: "AWS::ElasticLoadBalancingV2::Listener",
              Properties: { Port: 443, Protocol: "HTTPS", SslPolicy: "ELBSecurityPolicy-TLS-1-2-2017-01" },
            },
          },
        },
      },
      finding: "WeakTlsPolicy",
      on: null,
    },
  },
  {
    id: "targets-of-instances",
    mistake:
      "The target groups state no type, and are of instances then. Tasks on Fargate have addresses of their own: ECS refuses both services.",
    outcome: {
      kind: "found",
      in: {
        "recipe-chatbot": {
          resources: {
            BackendTg: {
              Type: "AWS::ElasticLoadBalancingV2::TargetGroup",
              Properties: { Port: 8000, Protocol: "HTTP", HealthCheckPath: "/health" },
            },
            BackendService: {
              Type: "AWS::ECS::Service",
              Properties: {
                LaunchType: "FARGATE",
                LoadBalancers: [{ ContainerName: "backend", ContainerPort: 8000, TargetGroupArn: ref("BackendTg") }],
              },
            },
          },
        },
      },
      finding: "TargetTypeUnfit",
      on: null,
    },
  },
  {
    id: "nat-among-private-subnets",
    mistake:
      "The NAT gateways are drawn below the private subnets and have no place in any list of subnets. One that stands in a private subnet leads nowhere: no task reaches OpenAI.",
    outcome: {
      kind: "unwritable",
      because: "Subnets, route tables and the gateways' places follow from the number of zones.",
      app: () => backendAlone({}, { environment: { network: { nat: "gateway-per-zone" } } }),
      holds: natStandsInPublic,
    },
  },
  {
    id: "idle-timeout-unsaid",
    mistake:
      "Chats are streamed, and no word is said of the load balancer's idle timeout: after 60 s without a byte the answer is cut off.",
    outcome: {
      kind: "unwritable",
      because: "Idle timeout, drain and stop timeout follow from how long the longest response takes.",
      app: () => backendAlone({ longestResponse: "2m" }),
      holds: hasAttribute("idle_timeout.timeout_seconds", "120"),
    },
  },
  {
    id: "access-logs-of-nginx",
    mistake:
      "The load balancer's access logs are to be in a log group called nginx. There is no nginx, and a load balancer writes to S3: the group stays empty, and the requests are written down nowhere.",
    outcome: {
      kind: "unwritable",
      because: "A log group belongs to a container; the load balancer's log goes to a bucket of its own.",
      app: () => backendAlone(),
      holds: hasAttribute("access_logs.s3.enabled", "true"),
    },
  },
  {
    id: "tracing-to-compose-host",
    mistake: "Traces go to http://jaeger:14250. In Docker Compose there may be such a host; in the plan there is none.",
    outcome: {
      kind: "found",
      in: () => backendAlone({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://jaeger:14250" } }),
      finding: "HostUnknown",
      on: "services.backend",
    },
  },
  {
    id: "tracing-at-other-port",
    mistake:
      "An exporter of OTLP is pointed to 14250, where Jaeger speaks a protocol of its own: no trace ever arrives.",
    outcome: {
      kind: "found",
      in: () => backendAlone({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://jaeger.example.com:14250" } }),
      finding: "OtlpAtOtherPort",
      on: "services.backend",
    },
  },
  {
    id: "tracing-through-closed-port",
    mistake: "The backend's security group lets out 443 alone, and its traces go to another port.",
    outcome: {
      kind: "found",
      in: () => backendAlone({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://traces.example.com:4317" } }),
      finding: "InternetPortClosed",
      on: "services.backend",
    },
  },
];
