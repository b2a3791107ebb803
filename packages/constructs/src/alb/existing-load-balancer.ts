import { INGRESS_ADDRESS, type AdoptedLoadBalancer, type ResolvedLoadBalancer } from "@fairlead/model";
import type { Stack } from "aws-cdk-lib";
import {
  ApplicationListener,
  ApplicationListenerCertificate,
  ApplicationLoadBalancer,
} from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { sharedValue, type SharingOwner } from "../stacks/shared-export.js";
import type { AppLoadBalancer, AppLoadBalancerProps } from "./app-load-balancer.js";

type Existing = Exclude<ResolvedLoadBalancer, { kind: "create" }>;

/** A load balancer that isn't made here; the certificate is added to those that its listener has. */
export function existingLoadBalancer(
  stack: Stack,
  existing: Existing,
  { owner, vpc, certificate }: AppLoadBalancerProps,
): AppLoadBalancer {
  const { arn, listenerArn, securityGroupId, dnsName, canonicalHostedZoneId, fullName } = idsOf(existing, owner);
  const securityGroup = vpc.securityGroupFor(stack, INGRESS_ADDRESS);
  const loadBalancer = ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, "LoadBalancer", {
    loadBalancerArn: arn,
    securityGroupId,
    loadBalancerDnsName: dnsName,
    loadBalancerCanonicalHostedZoneId: canonicalHostedZoneId,
    vpc: vpc.vpc,
  });
  const main = ApplicationListener.fromApplicationListenerAttributes(stack, "Https", { listenerArn, securityGroup });
  if (certificate !== null) {
    new ApplicationListenerCertificate(stack, "ListenerCertificate", { listener: main, certificates: [certificate] });
  }
  return { loadBalancer, listeners: { main, redirect: null }, fullName, accessLogs: null };
}

function idsOf(existing: Existing, { appName }: SharingOwner): AdoptedLoadBalancer & { readonly fullName: string } {
  switch (existing.kind) {
    case "adopt":
      return { ...existing, fullName: existing.arn.slice(existing.arn.indexOf(":loadbalancer/") + 14) };
    case "shared": {
      const of = { appName, environment: existing.of };
      return {
        arn: sharedValue(of, "load-balancer-arn"),
        listenerArn: sharedValue(of, "listener-arn"),
        securityGroupId: sharedValue(of, "load-balancer-security-group-id"),
        dnsName: sharedValue(of, "load-balancer-dns-name"),
        canonicalHostedZoneId: sharedValue(of, "load-balancer-zone-id"),
        fullName: sharedValue(of, "load-balancer-full-name"),
      };
    }
  }
}
