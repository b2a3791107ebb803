import type { ResolvedApp, ResolvedIngress, ResolvedRollout } from "@fairlead/model";
import { aResolvedApi, aResolvedApp, aResolvedService } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Capture, Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { AlertsStack } from "../alerts/alerts-stack.js";
import { SecretsStack } from "../secrets/secrets-stack.js";
import { UsersStack } from "../user-pool/users-stack.js";
import { VpcStack } from "../vpc/vpc-stack.js";
import { AlbStack } from "./alb-stack.js";

const RULE = "AWS::ElasticLoadBalancingV2::ListenerRule";
const GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup";

const ROLLING: ResolvedRollout = {
  strategy: "rolling",
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  rollbackOnAlarms: true,
};

const withIngress = (change: Partial<ResolvedIngress>): ResolvedApp => {
  const app = aResolvedApp();
  return { ...app, ingress: app.ingress === null ? null : { ...app.ingress, ...change } };
};

const rollingApp = (): ResolvedApp =>
  aResolvedApp({ services: [aResolvedService(), aResolvedApi({ rollout: ROLLING })] });

function build(app: ResolvedApp): AlbStack {
  const scope = new App();
  const { ingress } = app;
  if (ingress === null) expect.fail("The test is about an app with an ingress.");
  const vpc = new VpcStack(scope, "Vpc", { app });
  const alerts = new AlertsStack(scope, "Alerts", { app, secrets: new SecretsStack(scope, "Secrets", { app }) });
  const users = app.userPools.length === 0 ? null : new UsersStack(scope, "Users", { app });
  return new AlbStack(scope, "Alb", { app, ingress, vpc, alerts, users });
}

const synthesize = (app: ResolvedApp): Template => Template.fromStack(build(app));

describe("AlbStack", () => {
  let production: Template;
  beforeAll(() => {
    production = synthesize(aResolvedApp());
  });

  it("has one public load balancer that drops invalid headers, waits for a long answer and is not deleted by mistake", () => {
    production.hasResourceProperties("AWS::ElasticLoadBalancingV2::LoadBalancer", {
      Scheme: "internet-facing",
      LoadBalancerAttributes: Match.arrayWith([
        { Key: "deletion_protection.enabled", Value: "true" },
        { Key: "idle_timeout.timeout_seconds", Value: "600" },
        { Key: "routing.http.drop_invalid_header_fields.enabled", Value: "true" },
        { Key: "routing.http.desync_mitigation_mode", Value: "defensive" },
        { Key: "access_logs.s3.enabled", Value: "true" },
      ]),
    });
  });

  it("keeps access logs private, encrypted by S3 and for as long as the tier says", () => {
    production.hasResourceProperties("AWS::S3::Bucket", {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 180 })] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    });
    production.hasResourceProperties("AWS::S3::BucketPolicy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
        ]),
      },
    });
  });

  it("sends plain HTTP to HTTPS, and speaks HTTPS by the policy of the day", () => {
    production.hasResourceProperties("AWS::ElasticLoadBalancingV2::Listener", {
      Port: 80,
      DefaultActions: [
        { Type: "redirect", RedirectConfig: { Port: "443", Protocol: "HTTPS", StatusCode: "HTTP_301" } },
      ],
    });
    production.hasResourceProperties("AWS::ElasticLoadBalancingV2::Listener", {
      Port: 443,
      SslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: Match.objectLike({ StatusCode: "404" }) }],
    });
  });

  it("has one certificate for all hosts in the name of the environment's own, and a record for each", () => {
    production.hasResourceProperties("AWS::CertificateManager::Certificate", {
      DomainName: "llm.example.com",
      SubjectAlternativeNames: ["admin.llm.example.com"],
      ValidationMethod: "DNS",
    });
    production.resourceCountIs("AWS::Route53::RecordSet", 2);
  });

  it("takes the id of an adopted zone as a parameter when the description does not state it", () => {
    production.hasParameter("HostedZoneId", { Type: "AWS::Route53::HostedZone::Id" });
    const app = aResolvedApp();
    const { domain } = app.environment;
    if (domain === null) expect.fail("The test is about an app with a domain.");
    const stated = synthesize({
      ...app,
      environment: {
        ...app.environment,
        domain: { ...domain, hostedZone: { kind: "adopt", name: "example.com", id: "Z0123456789ABC" } },
      },
    });
    expect(stated.findParameters("HostedZoneId")).toEqual({});
  });

  it("makes a zone and adopts a certificate when the description says so", () => {
    const app = aResolvedApp();
    const arn = "arn:aws:acm:us-east-1:111122223333:certificate/0";
    const template = synthesize({
      ...app,
      environment: {
        ...app.environment,
        domain: {
          host: "llm.example.com",
          hostedZone: { kind: "create", name: "example.com" },
          certificate: { kind: "adopt", arn },
        },
      },
    });
    template.hasResourceProperties("AWS::Route53::HostedZone", { Name: "example.com." });
    template.resourceCountIs("AWS::CertificateManager::Certificate", 0);
    template.hasResourceProperties("AWS::ElasticLoadBalancingV2::Listener", {
      Certificates: [{ CertificateArn: arn }],
    });
  });

  it("keeps the priorities of the routes, their hosts and where they may be asked from", () => {
    production.hasResourceProperties(RULE, {
      Priority: 20100,
      Conditions: [
        { Field: "host-header", HostHeaderConfig: { Values: ["admin.llm.example.com"] } },
        { Field: "path-pattern", PathPatternConfig: { Values: ["/*"] } },
        { Field: "source-ip", SourceIpConfig: { Values: ["203.0.113.0/24"] } },
      ],
    });
    production.hasResourceProperties(RULE, {
      Priority: 1,
      Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/metrics"] } }],
      Actions: [Match.objectLike({ Type: "fixed-response" })],
    });
  });

  it("answers on plain HTTP by the same rules while there is no domain", () => {
    const app = withIngress({ tls: null, hosts: [] });
    const template = synthesize({ ...app, environment: { ...app.environment, domain: null } });
    template.resourceCountIs("AWS::ElasticLoadBalancingV2::Listener", 1);
    template.hasResourceProperties("AWS::ElasticLoadBalancingV2::Listener", { Port: 80, Protocol: "HTTP" });
    template.resourceCountIs("AWS::CertificateManager::Certificate", 0);
    template.resourceCountIs("AWS::Route53::RecordSet", 0);
    template.resourceCountIs(RULE, 4);
  });

  it("leads all routes of a rolling service to one target group", () => {
    const template = synthesize(rollingApp());
    template.resourceCountIs(GROUP, 1);
    template.hasResourceProperties(GROUP, {
      TargetType: "ip",
      HealthCheckPath: "/ready",
      HealthCheckIntervalSeconds: 15,
      TargetGroupAttributes: Match.arrayWith([
        { Key: "deregistration_delay.timeout_seconds", Value: "600" },
        { Key: "load_balancing.algorithm.type", Value: "least_outstanding_requests" },
      ]),
    });
  });

  it.each([ROLLING, aResolvedApi().rollout])(
    "keeps target groups and rules as they are when a service listens elsewhere",
    (rollout) => {
      const of = (port: number) => {
        const template = synthesize(aResolvedApp({ services: [aResolvedService(), aResolvedApi({ port, rollout })] }));
        return [GROUP, RULE].map((type) => template.findResources(type));
      };
      expect(of(9090)).toEqual(of(8080));
    },
  );

  it("gives every route of a service whose traffic is shifted a pair of its own, all on blue at first", () => {
    production.resourceCountIs(GROUP, 4);
    const groups = [20100, 30200].flatMap((priority) => {
      const blue = new Capture();
      const green = new Capture();
      production.hasResourceProperties(RULE, {
        Priority: priority,
        Actions: [
          {
            Type: "forward",
            ForwardConfig: {
              TargetGroups: [
                { TargetGroupArn: blue, Weight: 100 },
                { TargetGroupArn: green, Weight: 0 },
              ],
            },
          },
        ],
      });
      return [blue.asObject(), green.asObject()];
    });
    expect(new Set(groups.map((group) => JSON.stringify(group))).size).toBe(4);
  });

  it("puts no tags on a rule that ECS writes to, so that no changed tag sets its weights back", () => {
    production.resourcePropertiesCountIs(
      RULE,
      { Tags: Match.absent(), Actions: [Match.objectLike({ Type: "forward" })] },
      2,
    );
    production.resourcePropertiesCountIs(RULE, { Tags: Match.anyValue() }, 2);
  });

  it("watches each of the two revisions with an alarm of its own that rolls the release back, and tells the topic", () => {
    for (const [name, expression] of [
      ["llm-proxy-prod-proxy-5xx", "100 * FILL(SUM([e0, e1]), 0) / SUM([r0, r1])"],
      ["llm-proxy-prod-proxy-5xx-2", "100 * FILL(SUM([e2, e3]), 0) / SUM([r2, r3])"],
    ]) {
      production.hasResourceProperties("AWS::CloudWatch::Alarm", {
        AlarmName: name,
        AlarmDescription: "A release that answers 5xx must not stay.",
        Metrics: Match.arrayWith([Match.objectLike({ Expression: expression })]),
        AlarmActions: [Match.anyValue()],
        OKActions: [Match.anyValue()],
        TreatMissingData: "notBreaching",
      });
    }
  });

  it("writes no security group rule: those stand in the VPC's stack", () => {
    production.resourceCountIs("AWS::EC2::SecurityGroup", 0);
    production.resourceCountIs("AWS::EC2::SecurityGroupIngress", 0);
    production.resourceCountIs("AWS::EC2::SecurityGroupEgress", 0);
  });

  it("lets those who show the test's header to a new revision, by rules before all others, that no client can guess", () => {
    const app = aResolvedApp();
    const { ingress } = app;
    if (ingress === null) expect.fail("The test is about an app with an ingress.");
    const template = synthesize({
      ...app,
      services: app.services.map((service) =>
        service.rollout.strategy === "canary"
          ? { ...service, rollout: { ...service.rollout, smokeJob: "smoke" } }
          : service,
      ),
      ingress: {
        ...ingress,
        routes: ingress.routes.map((route, at) =>
          route.action.kind === "forward" ? { ...route, testPriority: 900 + at } : route,
        ),
      },
    });
    const rules = Object.values(template.findResources("AWS::ElasticLoadBalancingV2::ListenerRule"));
    const tests = rules.filter((rule) => JSON.stringify(rule).includes("X-Release-Test"));
    expect(tests).toHaveLength(2);
    for (const test of tests) {
      expect(JSON.stringify(test)).toContain("secretsmanager:");
      expect(JSON.stringify(test)).toContain("-proxy");
      expect(JSON.stringify(test)).not.toContain("source-ip");
    }
    expect(production.findResources("AWS::SecretsManager::Secret")).toEqual({});
  });
});
