import { describeResource } from "../../templates/graph-resource.js";
import { textOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

/** Policies that still take TLS 1.0 or 1.1. AWS, "Security policies for your Application Load Balancer", read 2026-11. */
const WEAK =
  /^ELBSecurityPolicy-(2015-05|2016-08|TLS-1-0-2015-04|TLS-1-1-2017-01|FS-2018-06|FS-1-1-2019-08|TLS13-1-0-.*|TLS13-1-1-.*)$/;
/** Policies of TLS 1.2 that let a client do without forward secrecy (key exchange by RSA). The same page. */
const WITHOUT_FORWARD_SECRECY =
  /^ELBSecurityPolicy-(TLS-1-2-2017-01|TLS-1-2-Ext-2018-06|TLS13-1-2-Ext[12]-(PQ-|FIPS-)*\d{4}-\d{2})$/;
/** What a listener gets when its template names none. */
const DEFAULT_POLICY = "ELBSecurityPolicy-2016-08";

function weaknessOf(policy: string): string | null {
  if (WEAK.test(policy)) return "takes old versions of TLS";
  return WITHOUT_FORWARD_SECRECY.test(policy) ? "takes TLS without forward secrecy" : null;
}

export const weakTlsPolicy: TemplateRule = {
  code: "WeakTlsPolicy",
  severity: "warning",
  title: "A listener takes TLS that was given up",
  why: "TLS 1.0 and 1.1 were withdrawn in 2021 (RFC 8996), and auditors ask for their absence first. Without forward secrecy a key that leaks opens what was recorded years before.",
  fix: "Set SslPolicy to a current one, e.g. ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09.",
  link: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
  check: (graph) =>
    graph
      .ofType("AWS::ElasticLoadBalancingV2::Listener")
      .filter(({ properties }) => properties["Protocol"] === "HTTPS" || properties["Protocol"] === "TLS")
      .flatMap((resource) => {
        const policy = textOf(resource.properties["SslPolicy"]) ?? DEFAULT_POLICY;
        const weakness = weaknessOf(policy);
        return weakness === null
          ? []
          : [{ resource, message: `${describeResource(resource)} ${weakness}, by its policy ${policy}.` }];
      }),
};
