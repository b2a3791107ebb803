import type { TemplateResource } from "@fairlead/constructs";
import type { TemplateRuleCase } from "./template-rule-case.js";

type Properties = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, TemplateResource>>;

const resource = (Type: string, Properties: Properties = {}): TemplateResource => ({ Type, Properties });
const ref = (logicalId: string) => ({ Ref: logicalId });

const publishes = (operator: string, namespace: string): Resources => ({
  Policy: resource("AWS::IAM::Policy", {
    PolicyDocument: {
      Statement: [
        {
          Effect: "Allow",
          Action: "cloudwatch:PutMetricData",
          Resource: "*",
          Condition: { [operator]: { "cloudwatch:namespace": namespace } },
        },
      ],
    },
  }),
});
const inlinePolicy: Resources = {
  Role: resource("AWS::IAM::Role", {
    Policies: [
      {
        PolicyName: "metrics",
        PolicyDocument: publishes("StringEquals", "Shop/*")["Policy"]?.Properties?.["PolicyDocument"],
      },
    ],
  }),
};

const behind = (TargetType: string | undefined, service: Properties): Resources => ({
  Targets: resource("AWS::ElasticLoadBalancingV2::TargetGroup", { TargetType }),
  Service: resource("AWS::ECS::Service", { LoadBalancers: [{ TargetGroupArn: ref("Targets") }], ...service }),
});
const withAddresses = { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ["subnet-1"] } } };

const rule = (port: number, peer: Properties): Properties => ({
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: port,
  ...peer,
});
const groups = (outOfFrontend: readonly Properties[], intoBackend: readonly Properties[]): Resources => ({
  Frontend: resource("AWS::EC2::SecurityGroup", { SecurityGroupEgress: outOfFrontend }),
  Backend: resource("AWS::EC2::SecurityGroup", { SecurityGroupIngress: intoBackend }),
});
const toBackend = { DestinationSecurityGroupId: ref("Backend") };
const fromFrontend = { SourceSecurityGroupId: ref("Frontend") };

/** Of rules on how resources of templates speak of each other. */
export const REFERENCE_CASES: readonly TemplateRuleCase[] = [
  {
    code: "PatternComparedLiterally",
    compliant: [
      publishes("StringEquals", "Shop/LLM"),
      publishes("StringLike", "Shop/*"),
      publishes("StringEquals", "${*}"),
    ],
    violating: [
      publishes("StringEquals", "Shop/*"),
      publishes("ForAnyValue:StringNotEqualsIfExists", "Shop/?"),
      inlinePolicy,
    ],
  },
  {
    code: "TargetTypeUnfit",
    compliant: [behind("ip", withAddresses), behind(undefined, {}), behind("instance", { LaunchType: "EC2" })],
    violating: [behind(undefined, withAddresses), behind("instance", { LaunchType: "FARGATE" })],
  },
  {
    code: "WayOpenOnOneSide",
    compliant: [
      groups([rule(8000, toBackend)], [rule(8000, fromFrontend)]),
      groups([rule(8000, { CidrIp: "0.0.0.0/0" })], [rule(8000, fromFrontend)]),
      groups([], [rule(8000, fromFrontend)]),
      groups([rule(8000, toBackend)], [rule(8000, { CidrIp: "10.0.0.0/16" })]),
    ],
    violating: [
      groups([rule(8000, toBackend)], [rule(8000, { SourceSecurityGroupId: ref("Backend") })]),
      groups([rule(8000, toBackend)], []),
      groups([rule(443, { CidrIp: "203.0.113.0/24" })], [rule(8000, fromFrontend)]),
    ],
  },
];
