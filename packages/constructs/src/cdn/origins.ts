import { expectPresent } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import { Annotations, Duration } from "aws-cdk-lib";
import {
  AccessLevel,
  type IOrigin,
  OriginProtocolPolicy,
  OriginSslPolicy,
  S3OriginAccessControl,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { ORIGIN_HEADER, originValueAtEdge } from "../alb/origin-secret.js";

/** What origins are made from. */
export interface OriginsProps {
  readonly app: ResolvedApp;
  /** By site. */
  readonly buckets: ReadonlyMap<string, Bucket>;
  /** DNS name of the load balancer; `null`: there is none behind CloudFront. */
  readonly loadBalancerName: string | null;
}

/** Where CloudFront asks, each origin made once. */
export class Origins {
  /** By site. */
  readonly sites: ReadonlyMap<string, IOrigin>;
  private readonly ingress = new Map<number | null, IOrigin>();

  private readonly props: OriginsProps;

  constructor(scope: Construct, props: OriginsProps) {
    this.props = props;
    const { buckets } = props;
    const access = buckets.size === 0 ? null : new S3OriginAccessControl(scope, "OriginAccess");
    Annotations.of(scope).acknowledgeWarning(
      "@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk",
      "A distribution whose rest is a site's has a root object, and elsewhere the function at the edge asks for files alone.",
    );
    this.sites = new Map(
      [...buckets].map(([site, bucket]) => [
        site,
        S3BucketOrigin.withOriginAccessControl(bucket, {
          originId: `site-${site}`,
          ...(access === null ? {} : { originAccessControl: access }),
          // Whoever may list a bucket is told that a file is not there (404); anybody else that it is forbidden (403).
          originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
        }),
      ]),
    );
  }

  /** The load balancer, for the one rule with a priority, or (`null`) for any rule that is open to all. */
  toIngress(rule: number | null): IOrigin {
    const origin = this.ingress.get(rule) ?? this.makeIngress(rule);
    this.ingress.set(rule, origin);
    return origin;
  }

  /**
   * By the load balancer's own name: `Host` is the client's, and CloudFront takes a certificate that fits either
   * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html, "SSL/TLS negotiation failure",
   * 2026-11). Without a domain there is no certificate, and the way from CloudFront to the load balancer is plain HTTP.
   *
   * Not by a VPC origin: CloudFront's side of it has a security group that is there only after the first one was made, and no
   * template can name it beforehand; some zones have none (us-east-1's use1-az3); and an internal load balancer is another one than
   * the public, so that turning the CDN on would make it anew.
   */
  private makeIngress(rule: number | null): IOrigin {
    const { app, loadBalancerName } = this.props;
    const ingress = expectPresent(app.ingress, "The ingress behind the CDN");
    const demands = expectPresent(ingress.cdn, "What the CDN demands of the ingress");
    return new HttpOrigin(expectPresent(loadBalancerName, "The load balancer's name"), {
      originId: rule === null ? "ingress" : `ingress-${rule}`,
      protocolPolicy: ingress.tls === null ? OriginProtocolPolicy.HTTP_ONLY : OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      readTimeout: Duration.seconds(demands.responseTimeoutSeconds),
      customHeaders: { [ORIGIN_HEADER]: originValueAtEdge(app, rule) },
    });
  }
}
