import {
  type Address,
  addressOf,
  CDN_REGION,
  INGRESS_ADDRESS,
  type ResolvedApp,
  type ResolvedCdn,
  type ResolvedDistribution,
} from "@fairlead/model";
import { CfnOutput, ReferenceStrength, Stack } from "aws-cdk-lib";
import type { ICertificate } from "aws-cdk-lib/aws-certificatemanager";
import type { Distribution, ResponseHeadersPolicy } from "aws-cdk-lib/aws-cloudfront";
import { type AaaaRecord, type ARecord, HostedZone, type IHostedZone } from "aws-cdk-lib/aws-route53";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { AlbStack } from "../alb/alb-stack.js";
import { hostCertificate } from "../alb/host-certificate.js";
import { hostedZone } from "../alb/hosted-zone.js";
import { type Firewall, makeFirewall } from "../edge/firewall.js";
import { markAddress } from "../provenance/mark-address.js";
import { siteBucket } from "../site/site-bucket.js";
import { SiteDeployment } from "../site/site-deployment.js";
import { siteHeaders } from "../site/site-headers.js";
import { SitePublisher } from "../site/site-publisher.js";
import { AppStack } from "../stacks/app-stack.js";
import { environmentPrefix } from "../stacks/resource-names.js";
import { CdnAccessLogs } from "./cdn-access-logs.js";
import { cdnRecords } from "./cdn-records.js";
import { makeDistribution } from "./distributions.js";
import { EdgeFunctions } from "./edge-functions.js";
import { Origins } from "./origins.js";

/** What a {@link CdnStack} is made from. */
export interface CdnStackProps {
  readonly app: ResolvedApp;
  /** An app without one has no such stack. */
  readonly cdn: ResolvedCdn;
  /** `null`: there is no ingress. */
  readonly alb: Pick<AlbStack, "loadBalancer" | "hostedZone"> | null;
  /** Folder that the folders of sites are relative to. */
  readonly baseFolder: string;
}

/** CloudFront with everything that belongs to it: sites, certificate, firewall, records, logs. Always in `us-east-1`. */
export class CdnStack extends AppStack {
  /** By host, or by site where there is no host. */
  readonly distributions: ReadonlyMap<string, Distribution>;
  readonly origins: Origins;
  readonly functions: EdgeFunctions;
  /** By site. */
  readonly buckets: ReadonlyMap<string, Bucket>;
  /** By site. */
  readonly headers: ReadonlyMap<string, ResponseHeadersPolicy>;
  /** By site. */
  readonly deployments: ReadonlyMap<string, SiteDeployment>;
  /** `null`: CloudFront's own. */
  readonly certificate: ICertificate | null;
  /** `null` without a domain. */
  readonly hostedZone: IHostedZone | null;
  /** By host. */
  readonly records: ReadonlyMap<string, readonly (ARecord | AaaaRecord)[]>;
  /** `null`: none. */
  readonly firewall: Firewall | null;
  readonly accessLogs: CdnAccessLogs;

  constructor(scope: Construct, id: string, { app, cdn, alb, baseFolder }: CdnStackProps) {
    super(scope, id, {
      app,
      role: "Cdn",
      region: CDN_REGION,
      description: `CloudFront and sites of ${app.name} (${app.environment.name})`,
    });
    this.firewall = this.makeFirewall(cdn);
    this.hostedZone = this.zoneFor(alb);
    this.certificate = this.makeCertificate(cdn);
    this.functions = new EdgeFunctions(this, app);
    this.buckets = new Map(app.sites.map((site) => [site.name, siteBucket(this, site)]));
    this.headers = new Map(app.sites.map((site) => [site.name, siteHeaders(this, app, site)]));
    this.origins = new Origins(this, {
      app,
      buckets: this.buckets,
      loadBalancerName:
        alb === null || app.ingress?.cdn == null ? null : this.fromAppRegion(alb.loadBalancer.loadBalancerDnsName),
    });
    this.distributions = new Map(
      cdn.distributions.map((resolved) => [resolved.name, this.makeDistribution(cdn, resolved)]),
    );
    this.records =
      this.hostedZone === null
        ? new Map()
        : cdnRecords(this, this.hostedZone, { cdn, distributions: this.distributions });
    this.deployments = app.sites.length === 0 ? new Map() : this.makeDeployments(cdn, baseFolder);
    this.accessLogs = new CdnAccessLogs(this, "AccessLogs", { app, cdn, distributions: this.distributions });
  }

  private makeFirewall({ waf, accessLogs: { retentionDays } }: ResolvedCdn): Firewall | null {
    if (waf === null) return null;
    // Not the name of the firewall before a load balancer, which may still be there while this one is made.
    const name = `${environmentPrefix(this.app)}-cdn`;
    const firewall = makeFirewall(this, { app: this.app, waf, scope: "CLOUDFRONT", name, retentionDays });
    for (const part of [firewall.webAcl, firewall.logGroup, firewall.logging]) markAddress(part, INGRESS_ADDRESS);
    return firewall;
  }

  private zoneFor(alb: CdnStackProps["alb"]): IHostedZone | null {
    const { domain } = this.app.environment;
    if (domain === null) return null;
    // A zone that is made is made once, beside the load balancer.
    if (domain.hostedZone.kind === "adopt" || alb?.hostedZone == null) return hostedZone(this, domain);
    return HostedZone.fromHostedZoneAttributes(this, "HostedZone", {
      zoneName: domain.hostedZone.name,
      hostedZoneId: this.fromAppRegion(alb.hostedZone.hostedZoneId),
    });
  }

  /**
   * A value of a stack in the app's region. An export ends at the region's border, and what the CDK puts in its place are Lambda functions
   * that copy values into parameters; CloudFormation itself reads an output of another region. What is read here changes only
   * when the load balancer or the zone is made anew: then this stack has to be deployed again after theirs, which is the order anyway.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html (2026-11)
   */
  private fromAppRegion(value: string): string {
    return this.app.environment.region === CDN_REGION ? value : Stack.consumeReference(value, ReferenceStrength.WEAK);
  }

  private makeCertificate({ certificate, distributions }: ResolvedCdn): ICertificate | null {
    const { domain } = this.app.environment;
    if (certificate === null || domain === null || this.hostedZone === null) return null;
    const hosts = distributions.flatMap(({ host }) => (host === null ? [] : [host]));
    return hostCertificate(this, { ...domain, certificate }, hosts, this.hostedZone);
  }

  private makeDistribution(cdn: ResolvedCdn, resolved: ResolvedDistribution): Distribution {
    const distribution = makeDistribution(this, resolved, {
      app: this.app,
      cdn,
      origins: this.origins,
      siteHeaders: this.headers,
      functions: this.functions,
      certificate: this.certificate,
      webAclArn: this.firewall?.webAcl.attrArn ?? null,
    });
    new CfnOutput(this, `DistributionName-${resolved.name.replaceAll("*", "any")}`, {
      description: `CloudFront's own name for ${resolved.name}.`,
      value: distribution.distributionDomainName,
    });
    return markAddress(distribution, subjectOf(resolved));
  }

  private makeDeployments(cdn: ResolvedCdn, baseFolder: string): ReadonlyMap<string, SiteDeployment> {
    const { retentionDays } = cdn.accessLogs;
    const publisher = new SitePublisher(this, "SitePublisher", { app: this.app, retentionDays });
    return new Map(
      [...this.buckets].flatMap(([name, bucket]) => {
        const site = this.app.sites.find((candidate) => candidate.name === name);
        if (site === undefined) return [];
        const distributions = cdn.distributions
          .filter(({ behaviors }) => behaviors.some(({ to }) => to.kind === "site" && to.site === name))
          .flatMap((resolved) => this.distributions.get(resolved.name) ?? []);
        const props = { site, bucket, distributions, baseFolder, publisher };
        return [[name, new SiteDeployment(this, `Deployment-${name}`, props)] as const];
      }),
    );
  }
}

/** A host that is a site's alone is about the site. */
function subjectOf({ behaviors }: ResolvedDistribution): Address {
  const [first, ...others] = behaviors;
  return first?.to.kind === "site" && others.length === 0 ? addressOf("site", first.to.site) : INGRESS_ADDRESS;
}
