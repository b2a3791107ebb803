import type { ResolvedIngress } from "@fairlead/model";
import {
  type ApplicationListener,
  type ApplicationLoadBalancer,
  ApplicationProtocol,
  CfnListener,
  type IApplicationListener,
  ListenerAction,
} from "aws-cdk-lib/aws-elasticloadbalancingv2";
import type { ICertificate } from "aws-cdk-lib/aws-certificatemanager";

/** What nobody has routed is not there. */
export const notFound = (): ListenerAction =>
  ListenerAction.fixedResponse(404, { contentType: "text/plain", messageBody: "Not found" });

export interface Listeners {
  /** The one that holds the rules. */
  readonly main: IApplicationListener;
  /**
   * Sends plain HTTP to HTTPS; `null` without TLS, behind CloudFront, which does so itself, and where the load balancer isn't made
   * here.
   */
  readonly redirect: ApplicationListener | null;
}

/** `open: false` everywhere: who may connect is written in the VPC's stack alone. */
export function addListeners(
  loadBalancer: ApplicationLoadBalancer,
  { tls, cdn }: ResolvedIngress,
  certificate: ICertificate | null,
): Listeners {
  const defaults = { open: false, defaultAction: notFound() } as const;
  if (tls === null || certificate === null) {
    const main = loadBalancer.addListener("Http", { ...defaults, port: 80, protocol: ApplicationProtocol.HTTP });
    return { main, redirect: null };
  }
  const redirect = cdn === null ? addRedirect(loadBalancer) : null;
  const main = loadBalancer.addListener("Https", {
    ...defaults,
    port: 443,
    protocol: ApplicationProtocol.HTTPS,
    certificates: [certificate],
  });
  // The enum of `sslPolicy` lags behind AWS; a policy is a name.
  if (main.node.defaultChild instanceof CfnListener) main.node.defaultChild.sslPolicy = tls.policy;
  return { main, redirect };
}

const addRedirect = (loadBalancer: ApplicationLoadBalancer): ApplicationListener =>
  loadBalancer.addListener("Http", {
    open: false,
    port: 80,
    protocol: ApplicationProtocol.HTTP,
    defaultAction: ListenerAction.redirect({ port: "443", protocol: "HTTPS", permanent: true }),
  });
