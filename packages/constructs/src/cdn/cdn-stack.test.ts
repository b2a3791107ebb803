import { join } from "node:path";
import {
  type EnvironmentOptions,
  image,
  ingress,
  type IngressOptions,
  resolveApp,
  type ResolvedApp,
  service,
  site,
  type SiteOptions,
} from "@fairlead/model";
import { describeRoots, sharedTemporaryFolder } from "@fairlead/testkit";
import { Annotations, Match, Template } from "aws-cdk-lib/assertions";
import { CachePolicy, OriginRequestPolicy } from "aws-cdk-lib/aws-cloudfront";
import { beforeAll, describe, expect, it } from "vitest";
import { nearestAddress } from "../assembly/address-metadata.js";
import { makeApp } from "../assembly/assemble.js";
import { buildStacks, type AppStacks } from "../stacks/build-stacks.js";

const DISTRIBUTION = "AWS::CloudFront::Distribution";
const DEPLOYMENT = "Custom::CDKBucketDeployment";
const RULE = "AWS::ElasticLoadBalancingV2::ListenerRule";

const folder = sharedTemporaryFolder({
  "gui/dist/index.html": "<!doctype html>",
  "gui/dist/assets/index-4f3a.js": "export {};",
});

const api = service("api", { image: image("api"), port: 8000, longestResponse: "90s" });
const gui = site("gui", { folder: "gui/dist" });

/** A GUI and an API on one host, as Postmagiq's plan has them; tenants have hosts of their own. */
const postmagiq = (change: Partial<IngressOptions> = {}, environment: Partial<EnvironmentOptions> = {}): ResolvedApp =>
  resolveApp(
    describeRoots(
      {
        ingress: ingress({
          cdn: true,
          waf: true,
          routes: { "/api/*": api, "/*": gui, "*.post.example.com/api/*": api, "*.post.example.com/*": gui },
          ...change,
        }),
      },
      { environment: { domain: "post.example.com", ...environment } },
    ),
    "test",
    { baseFolder: folder },
  );

function build(app: ResolvedApp): AppStacks & { readonly cdn: NonNullable<AppStacks["cdn"]> } {
  const stacks = buildStacks(makeApp(join(folder, "out")), app, { baseFolder: folder });
  const { cdn } = stacks;
  if (cdn === null) expect.fail("The app has a CDN.");
  return { ...stacks, cdn };
}

const albOf = (stacks: AppStacks): Template => {
  if (stacks.alb === null) expect.fail("The app has an ingress.");
  return Template.fromStack(stacks.alb);
};

describe("CdnStack", () => {
  let stacks: ReturnType<typeof build>;
  let template: Template;
  beforeAll(() => {
    stacks = build(postmagiq());
    template = Template.fromStack(stacks.cdn);
  });

  it("has a distribution for each host, with its records and one certificate for all", () => {
    template.resourceCountIs(DISTRIBUTION, 2);
    for (const host of ["post.example.com", "*.post.example.com"]) {
      template.hasResourceProperties(DISTRIBUTION, { DistributionConfig: { Aliases: [host] } });
      for (const Type of ["A", "AAAA"])
        template.hasResourceProperties("AWS::Route53::RecordSet", { Name: `${host}.`, Type });
    }
    template.hasResourceProperties("AWS::CertificateManager::Certificate", {
      DomainName: "post.example.com",
      SubjectAlternativeNames: ["*.post.example.com"],
    });
  });

  it("keeps nothing of what services answer, and hands them all that a client sends, Host and WebSocket headers too", () => {
    template.allResourcesProperties(DISTRIBUTION, {
      DistributionConfig: {
        CacheBehaviors: [
          {
            PathPattern: "/api/*",
            TargetOriginId: "ingress",
            AllowedMethods: Match.arrayWith(["POST", "DELETE"]),
            CachePolicyId: CachePolicy.CACHING_DISABLED.cachePolicyId,
            OriginRequestPolicyId: OriginRequestPolicy.ALL_VIEWER.originRequestPolicyId,
            FunctionAssociations: Match.absent(),
          },
        ],
      },
    });
  });

  it("asks the load balancer over HTTPS, waits as long as the longest response, and shows the secret", () => {
    template.hasResourceProperties(DISTRIBUTION, {
      DistributionConfig: {
        Origins: Match.arrayWith([
          Match.objectLike({
            Id: "ingress",
            CustomOriginConfig: {
              OriginProtocolPolicy: "https-only",
              OriginReadTimeout: 90,
              OriginSSLProtocols: ["TLSv1.2"],
            },
            OriginCustomHeaders: [
              {
                HeaderName: "X-Origin-Verify",
                HeaderValue: "{{resolve:secretsmanager:shop/test/ingress/origin:SecretString:::}}-open",
              },
            ],
          }),
        ]),
      },
    });
  });

  it("turns no answer of a service's into another one", () => {
    template.allResourcesProperties(DISTRIBUTION, { DistributionConfig: { CustomErrorResponses: Match.absent() } });
  });

  it("reads the site's bucket by origin access control, and nobody else does", () => {
    template.hasResourceProperties("AWS::CloudFront::OriginAccessControl", {
      OriginAccessControlConfig: {
        OriginAccessControlOriginType: "s3",
        SigningBehavior: "always",
        SigningProtocol: "sigv4",
      },
    });
    template.hasResourceProperties("AWS::S3::BucketPolicy", {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
          ...[1, 2].map(() =>
            Match.objectLike({
              Principal: { Service: "cloudfront.amazonaws.com" },
              Action: ["s3:GetObject", "s3:ListBucket"],
              Condition: { StringEquals: { "AWS:SourceArn": Match.anyValue() } },
            }),
          ),
        ],
      },
    });
  });

  it("sends a page's security headers", () => {
    template.hasResourceProperties("AWS::CloudFront::ResponseHeadersPolicy", {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, IncludeSubdomains: false, Override: true },
          FrameOptions: { FrameOption: "DENY", Override: true },
          ContentSecurityPolicy: Match.absent(),
        },
      },
    });
  });

  it("brings files with a hash in their names first, for good, and then the others, to be asked for each time", () => {
    template.hasResourceProperties(DEPLOYMENT, {
      Include: Match.arrayWith(["assets/*"]),
      Exclude: ["*"],
      Prune: false,
      SystemMetadata: { "cache-control": "public, max-age=31536000, immutable" },
      DistributionId: Match.absent(),
    });
    const hashed = Object.keys(template.findResources(DEPLOYMENT, { Properties: { Prune: false } }));
    template.hasResource(DEPLOYMENT, {
      Properties: {
        Exclude: Match.arrayWith(["assets/*"]),
        Prune: true,
        SystemMetadata: { "cache-control": "public, no-cache" },
        DistributionId: Match.anyValue(),
        DistributionPaths: ["/*"],
      },
      DependsOn: Match.arrayWith(hashed),
    });
  });

  it("has the firewall at its edges and none before the load balancer", () => {
    template.hasResourceProperties("AWS::WAFv2::WebACL", { Scope: "CLOUDFRONT" });
    template.allResourcesProperties(DISTRIBUTION, { DistributionConfig: { WebACLId: Match.anyValue() } });
    expect(stacks.edge).toBeNull();
  });

  it("logs every distribution's requests to a bucket that only the delivery may write to", () => {
    template.resourceCountIs("AWS::Logs::Delivery", 2);
    template.hasResourceProperties("AWS::Logs::DeliveryDestination", { OutputFormat: "json" });
    template.hasResourceProperties("AWS::S3::BucketPolicy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Principal: { Service: "delivery.logs.amazonaws.com" }, Action: "s3:PutObject" }),
        ]),
      },
    });
  });

  it("waits for the services, for a new client calls what they have", () => {
    expect(stacks.cdn.dependencies).toEqual(expect.arrayContaining([stacks.alb, stacks.ecs]));
  });

  it("says which part each thing is for", () => {
    const addresses = [...stacks.cdn.distributions.values(), ...stacks.cdn.buckets.values()].map(nearestAddress);
    expect(addresses).toEqual(["ingress", "ingress", "sites.gui"]);
  });
});

describe("the load balancer behind CloudFront", () => {
  it("lets in CloudFront's addresses alone, on one port", () => {
    const { vpc } = build(postmagiq());
    const doors = Object.values(Template.fromStack(vpc).findResources("AWS::EC2::SecurityGroupIngress"))
      .map(({ Properties: properties }: { Properties?: Record<string, unknown> }) => properties ?? {})
      .filter((properties) => "SourcePrefixListId" in properties || "CidrIp" in properties);
    expect(doors).toEqual([expect.objectContaining({ SourcePrefixListId: "pl-3b927c52", FromPort: 443, ToPort: 443 })]);
  });

  it("forwards nothing that does not show the secret", () => {
    const template = albOf(build(postmagiq()));
    template.resourceCountIs("AWS::SecretsManager::Secret", 1);
    const rules = Object.values(template.findResources(RULE, { Properties: { Actions: [{ Type: "forward" }] } }));
    expect(rules).toHaveLength(2);
    template.resourcePropertiesCountIs(
      RULE,
      {
        Conditions: Match.arrayWith([
          {
            Field: "http-header",
            HttpHeaderConfig: {
              HttpHeaderName: "X-Origin-Verify",
              Values: [
                { "Fn::Join": ["", ["{{resolve:secretsmanager:", Match.anyValue(), ":SecretString:::}}-open"]] },
              ],
            },
          },
        ]),
      },
      2,
    );
  });

  it("has no rule for a site, no redirect and no record", () => {
    const template = albOf(build(postmagiq()));
    template.resourceCountIs(RULE, 4);
    template.resourceCountIs("AWS::ElasticLoadBalancingV2::Listener", 1);
    template.resourceCountIs("AWS::Route53::RecordSet", 0);
  });

  it("takes the prefix list's id as a parameter where it is not known", () => {
    const { vpc } = build(postmagiq({}, { region: "ap-southeast-7" }));
    const template = Template.fromStack(vpc);
    template.hasParameter("CloudFrontPrefixList", { Type: "String" });
    template.hasResourceProperties("AWS::EC2::SecurityGroupIngress", {
      SourcePrefixListId: { Ref: "CloudFrontPrefixList" },
    });
  });

  it("answers plain HTTP to CloudFront while there is no domain, and clients get HTTPS on CloudFront's name", () => {
    const stacks = build(postmagiq({ routes: { "/api/*": api, "/*": gui } }, { domain: undefined }));
    const template = Template.fromStack(stacks.cdn);
    template.hasResourceProperties(DISTRIBUTION, {
      DistributionConfig: {
        Aliases: Match.absent(),
        DefaultCacheBehavior: { ViewerProtocolPolicy: "redirect-to-https" },
        Origins: Match.arrayWith([
          Match.objectLike({ CustomOriginConfig: Match.objectLike({ OriginProtocolPolicy: "http-only" }) }),
        ]),
      },
    });
    albOf(stacks).hasResourceProperties("AWS::ElasticLoadBalancingV2::Listener", { Port: 80, Protocol: "HTTP" });
  });
});

describe("who may ask", () => {
  const restricted = () =>
    build(
      postmagiq({
        allowedCidrs: ["198.51.100.0/24"],
        routes: { "/api/admin/*": { to: api, from: ["203.0.113.0/24"] }, "/api/*": api, "/*": gui },
      }),
    );

  it("is looked at by a function before CloudFront asks anybody", () => {
    const template = Template.fromStack(restricted().cdn);
    template.hasResourceProperties("AWS::CloudFront::Function", {
      FunctionCode: Match.stringLikeRegexp(String.raw`^const ranges = \[\["198.51.100.0/24"\],\["203.0.113.0/24"\]\];`),
    });
    template.hasResourceProperties(DISTRIBUTION, {
      DistributionConfig: {
        IPV6Enabled: false,
        CacheBehaviors: [
          Match.objectLike({ PathPattern: "/api/admin/*", FunctionAssociations: [Match.anyValue()] }),
          Match.objectLike({ PathPattern: "/api/*", FunctionAssociations: [Match.anyValue()] }),
        ],
      },
    });
    template.resourcePropertiesCountIs("AWS::Route53::RecordSet", { Type: "AAAA" }, 0);
  });

  it("comes to a narrow rule only by the path that CloudFront took it for", () => {
    const stacks = restricted();
    const priority = stacks.cdn.app.ingress?.routes.find(({ path }) => path === "/api/admin/*")?.priority ?? 0;
    Template.fromStack(stacks.cdn).hasResourceProperties(DISTRIBUTION, {
      DistributionConfig: {
        CacheBehaviors: Match.arrayWith([
          Match.objectLike({ PathPattern: "/api/admin/*", TargetOriginId: `ingress-${priority}` }),
        ]),
        Origins: Match.arrayWith([
          Match.objectLike({
            Id: `ingress-${priority}`,
            OriginCustomHeaders: [Match.objectLike({ HeaderValue: Match.stringLikeRegexp(`-${priority}$`) })],
          }),
        ]),
      },
    });
    albOf(stacks).hasResourceProperties(RULE, {
      Priority: priority,
      Conditions: Match.arrayWith([
        {
          Field: "http-header",
          HttpHeaderConfig: Match.objectLike({
            Values: [{ "Fn::Join": ["", Match.arrayWith([`:SecretString:::}}-${priority}`])] }],
          }),
        },
      ]),
    });
  });
});

describe("an app of another region than CloudFront's", () => {
  it("reads the load balancer's name across the border, and the secret from its copy", () => {
    const stacks = build(postmagiq({}, { region: "ap-south-1" }));
    expect([stacks.cdn.region, stacks.alb?.region]).toEqual(["us-east-1", "ap-south-1"]);
    Template.fromStack(stacks.cdn).hasResourceProperties(DISTRIBUTION, {
      DistributionConfig: {
        PriceClass: "PriceClass_200",
        Origins: Match.arrayWith([
          Match.objectLike({
            DomainName: {
              "Fn::GetStackOutput": { StackName: "shop-test-Alb", OutputName: Match.anyValue(), Region: "ap-south-1" },
            },
          }),
        ]),
      },
    });
    albOf(stacks).hasResourceProperties("AWS::SecretsManager::Secret", { ReplicaRegions: [{ Region: "us-east-1" }] });
  });

  it("needs neither functions that copy values nor exports between the regions", () => {
    const stacks = build(postmagiq({}, { region: "ap-south-1" }));
    const text = JSON.stringify([albOf(stacks).toJSON(), Template.fromStack(stacks.cdn).toJSON()]);
    expect(text).not.toContain("CrossRegionExport");
    expect(JSON.stringify(Template.fromStack(stacks.cdn).toJSON())).not.toContain("Fn::ImportValue");
  });

  it("makes a hosted zone once, beside the load balancer", () => {
    const domain = { host: "post.example.com", hostedZone: "create" } as const;
    const stacks = build(postmagiq({}, { region: "ap-south-1", domain }));
    const template = Template.fromStack(stacks.cdn);
    template.resourceCountIs("AWS::Route53::HostedZone", 0);
    albOf(stacks).resourceCountIs("AWS::Route53::HostedZone", 1);
    template.allResourcesProperties("AWS::Route53::RecordSet", {
      HostedZoneId: { "Fn::GetStackOutput": Match.objectLike({ Region: "ap-south-1" }) },
    });
  });

  it("has nothing to read or to copy in CloudFront's own region", () => {
    const stacks = build(postmagiq());
    albOf(stacks).hasResourceProperties("AWS::SecretsManager::Secret", { ReplicaRegions: Match.absent() });
    expect(JSON.stringify(Template.fromStack(stacks.cdn).toJSON())).not.toContain("Fn::GetStackOutput");
  });
});

describe("a site on its own", () => {
  const alone = (options: Partial<SiteOptions> = {}, environment: Partial<EnvironmentOptions> = {}) =>
    build(
      resolveApp(describeRoots({ sites: [site("gui", { folder: "gui/dist", ...options })] }, { environment }), "test", {
        baseFolder: folder,
      }),
    );

  it("needs no load balancer, and answers on the domain", () => {
    const stacks = alone({}, { domain: "chat.example.com", region: "ap-south-1" });
    expect(stacks.alb).toBeNull();
    Template.fromStack(stacks.cdn).hasResourceProperties(DISTRIBUTION, {
      DistributionConfig: { Aliases: ["chat.example.com"], DefaultRootObject: "index.html", WebACLId: Match.absent() },
    });
  });

  it("may have a page of its own for what is not there, with its status", () => {
    const template = Template.fromStack(alone({ notFound: "404.html" }).cdn);
    template.hasResourceProperties(DISTRIBUTION, {
      DistributionConfig: {
        CustomErrorResponses: [
          { ErrorCode: 404, ResponseCode: 404, ResponsePagePath: "/404.html", ErrorCachingMinTTL: 10 },
        ],
      },
    });
  });

  it("is refused by the CDK while its folder is not built, and its template can be looked at all the same", () => {
    const { cdn } = alone({ folder: "not-built" });
    Template.fromStack(cdn).resourceCountIs(DEPLOYMENT, 0);
    Annotations.fromStack(cdn).hasError(
      "*",
      Match.stringLikeRegexp("The folder not-built of the site gui is not there"),
    );
  });

  it("is refused without an index.html", () => {
    const { cdn } = alone({ folder: "gui/dist/assets" });
    Annotations.fromStack(cdn).hasError("*", Match.stringLikeRegexp("The file index.html in gui/dist/assets"));
  });
});
