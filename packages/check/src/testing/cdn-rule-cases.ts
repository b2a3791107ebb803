import type { TemplateResource } from "@fairlead/constructs";
import type { TemplateRuleCase } from "./template-rule-case.js";

type Properties = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, TemplateResource>>;

const ref = (logicalId: string) => ({ Ref: logicalId });
const resource = (Type: string, Properties: Properties = {}): TemplateResource => ({ Type, Properties });

interface CdnCase {
  readonly peer?: Properties;
  readonly origin?: Properties;
  readonly conditions?: readonly Properties[];
  readonly action?: string;
  readonly byDefault?: string;
}

const SHOWS_SECRET = [{ Field: "http-header", HttpHeaderConfig: { HttpHeaderName: "x-origin-verify" } }];

const behindCdn = ({
  peer = { CidrIp: "0.0.0.0/0" },
  origin = { CustomOriginConfig: {}, OriginCustomHeaders: [{ HeaderName: "X-Origin-Verify" }] },
  conditions = SHOWS_SECRET,
  action = "forward",
  byDefault = "fixed-response",
}: CdnCase): Resources => ({
  Group: resource("AWS::EC2::SecurityGroup", {
    SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, ...peer }],
  }),
  Balancer: resource("AWS::ElasticLoadBalancingV2::LoadBalancer", {
    SecurityGroups: [{ "Fn::GetAtt": ["Group", "GroupId"] }],
  }),
  Listener: resource("AWS::ElasticLoadBalancingV2::Listener", {
    LoadBalancerArn: ref("Balancer"),
    DefaultActions: [{ Type: byDefault }],
  }),
  Rule: resource("AWS::ElasticLoadBalancingV2::ListenerRule", {
    ListenerArn: ref("Listener"),
    Conditions: conditions,
    Actions: [{ Type: action }],
  }),
  Distribution: resource("AWS::CloudFront::Distribution", {
    DistributionConfig: { Origins: [{ DomainName: { "Fn::GetAtt": ["Balancer", "DNSName"] }, ...origin }] },
  }),
});

/** Of the rules on load balancers behind CloudFront. */
export const CDN_TEMPLATE_CASES: readonly TemplateRuleCase[] = [
  {
    code: "CdnBypassed",
    compliant: [
      behindCdn({ peer: { SourcePrefixListId: "pl-3b927c52" } }),
      behindCdn({ origin: { VpcOriginConfig: {} } }),
    ],
    violating: [behindCdn({}), behindCdn({ peer: { CidrIpv6: "::/0" } })],
  },
  {
    code: "OriginWithoutSecret",
    compliant: [
      behindCdn({}),
      behindCdn({ origin: { VpcOriginConfig: {} }, conditions: [] }),
      behindCdn({ conditions: [], action: "fixed-response" }),
    ],
    violating: [
      behindCdn({ conditions: [] }),
      behindCdn({ conditions: [{ Field: "http-header", HttpHeaderConfig: { HttpHeaderName: "Accept" } }] }),
      behindCdn({ byDefault: "forward" }),
    ],
  },
];
