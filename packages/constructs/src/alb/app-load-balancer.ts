import { INGRESS_ADDRESS, type ResolvedIngress } from "@fairlead/model";
import { Duration, type Stack } from "aws-cdk-lib";
import type { ICertificate } from "aws-cdk-lib/aws-certificatemanager";
import { SubnetType } from "aws-cdk-lib/aws-ec2";
import {
  ApplicationLoadBalancer,
  DesyncMitigationMode,
  type IApplicationLoadBalancer,
  IpAddressType,
} from "aws-cdk-lib/aws-elasticloadbalancingv2";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { shareValue, type SharedValue, type SharingOwner } from "../stacks/shared-export.js";
import type { VpcStack } from "../vpc/vpc-stack.js";
import { accessLogBucket } from "./access-log-bucket.js";
import { existingLoadBalancer } from "./existing-load-balancer.js";
import { addListeners, type Listeners } from "./listeners.js";

/** What stands before the rules, made here or by somebody else. */
export interface AppLoadBalancer {
  readonly loadBalancer: IApplicationLoadBalancer;
  readonly listeners: Listeners;
  /** What it is called in CloudWatch's metrics: `app/<name>/<digits>`. */
  readonly fullName: string;
  /** `null` where the load balancer isn't made here. */
  readonly accessLogs: Bucket | null;
}

/** What a load balancer is made from. */
export interface AppLoadBalancerProps {
  readonly owner: SharingOwner;
  readonly ingress: ResolvedIngress;
  readonly vpc: Pick<VpcStack, "vpc" | "securityGroupFor">;
  /** `null` without TLS. */
  readonly certificate: ICertificate | null;
}

export function appLoadBalancer(stack: Stack, props: AppLoadBalancerProps): AppLoadBalancer {
  const { loadBalancer } = props.ingress;
  return loadBalancer.kind === "create"
    ? newLoadBalancer(stack, props)
    : existingLoadBalancer(stack, loadBalancer, props);
}

function newLoadBalancer(stack: Stack, { owner, ingress, vpc, certificate }: AppLoadBalancerProps): AppLoadBalancer {
  const loadBalancer = makeLoadBalancer(stack, ingress, vpc);
  const accessLogs = accessLogBucket(stack, ingress.accessLogs.retentionDays);
  loadBalancer.logAccessLogs(accessLogs);
  const listeners = addListeners(loadBalancer, ingress, certificate);
  const { loadBalancerFullName: fullName } = loadBalancer;
  // Without HTTPS, or behind CloudFront, nobody else's host can be answered.
  if (ingress.tls !== null && ingress.cdn === null) {
    const offered: readonly (readonly [SharedValue, string])[] = [
      ["load-balancer-arn", loadBalancer.loadBalancerArn],
      ["load-balancer-full-name", fullName],
      ["load-balancer-dns-name", loadBalancer.loadBalancerDnsName],
      ["load-balancer-zone-id", loadBalancer.loadBalancerCanonicalHostedZoneId],
      ["listener-arn", listeners.main.listenerArn],
    ];
    for (const [name, value] of offered) shareValue(stack, owner, { name, value });
  }
  return { loadBalancer, listeners, fullName, accessLogs };
}

const makeLoadBalancer = (
  stack: Stack,
  ingress: ResolvedIngress,
  network: AppLoadBalancerProps["vpc"],
): ApplicationLoadBalancer =>
  new ApplicationLoadBalancer(stack, "LoadBalancer", {
    vpc: network.vpc,
    vpcSubnets: { subnetType: SubnetType.PUBLIC },
    internetFacing: true,
    ipAddressType: IpAddressType.IPV4,
    securityGroup: network.securityGroupFor(stack, INGRESS_ADDRESS),
    idleTimeout: Duration.seconds(ingress.idleTimeoutSeconds),
    http2Enabled: true,
    // A header that is no header is how requests are smuggled past a filter.
    dropInvalidHeaderFields: true,
    // Lets through what is harmless though out of the RFC. `strictest` refuses clients that have always worked.
    desyncMitigationMode: DesyncMitigationMode.DEFENSIVE,
    deletionProtection: ingress.deletionProtection,
  });
