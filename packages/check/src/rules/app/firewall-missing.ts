import { INGRESS_ADDRESS } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const firewallMissing: AppRule = {
  code: "FirewallMissing",
  severity: "warning",
  title: "Production has no WAF",
  why: "Every request to a model costs money. Without a rate limit one address can spend a month's budget in an hour.",
  fix: 'Leave "waf" of the ingress on in production.',
  link: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html",
  // What stands before an adopted load balancer, its owner knows.
  check: ({ ingress, environment }) =>
    environment.tier === "production" &&
    ingress !== null &&
    ingress.waf === null &&
    ingress.loadBalancer.kind !== "adopt"
      ? [{ address: INGRESS_ADDRESS, message: "The production load balancer has no firewall and no rate limit." }]
      : [],
};
