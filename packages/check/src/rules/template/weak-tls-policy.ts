import { describeResource } from "../../templates/graph-resource.js";
import { textOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

/** Policies that still take TLS 1.0 or 1.1. AWS, "Security policies for your Application Load Balancer", read 2026-11. */
const WEAK =
  /^ELBSecurityPolicy-(2015-05|2016-08|TLS-1-0-2015-04|TLS-1-1-2017-01|FS-2018-06|FS-1-1-2019-08|TLS13-1-0-.*|TLS13-1-1-.*)$/;
/** What a listener gets when its template names none. */
const DEFAULT_POLICY = "ELBSecurityPolicy-2016-08";

export const weakTlsPolicy: TemplateRule = {
  code: "WeakTlsPolicy",
  severity: "warning",
  title: "A listener takes TLS 1.0",
  why: "TLS 1.0 and 1.1 were withdrawn in 2021 (RFC 8996), and auditors ask for their absence first.",
  fix: "Set SslPolicy to a current one, e.g. ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09.",
  link: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
  check: (graph) =>
    graph
      .ofType("AWS::ElasticLoadBalancingV2::Listener")
      .filter(({ properties }) => properties["Protocol"] === "HTTPS" || properties["Protocol"] === "TLS")
      .map((resource) => ({ resource, policy: textOf(resource.properties["SslPolicy"]) ?? DEFAULT_POLICY }))
      .filter(({ policy }) => WEAK.test(policy))
      .map(({ resource, policy }) => ({
        resource,
        message: `${describeResource(resource)} takes old versions of TLS, by its policy ${policy}.`,
      })),
};
