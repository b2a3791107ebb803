import { listOf, recordOf, recordsOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { behindCdn, gui, withApi } from "./parts.js";

/** AWS's managed policies by their ids (CloudFront developer guide, "Use managed cache policies" and "… origin request policies", 2026-11). */
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3";

const distributionOf = (graph: TemplateGraph): Readonly<Record<string, unknown>> =>
  recordOf(graph.ofType("AWS::CloudFront::Distribution")[0]?.properties["DistributionConfig"]);

/** The behavior of the API's paths. */
const apiBehavior = (graph: TemplateGraph): Readonly<Record<string, unknown>> =>
  recordOf(recordsOf(distributionOf(graph)["CacheBehaviors"]).find(({ PathPattern }) => PathPattern === "/api/*"));

const passesAllOn = (graph: TemplateGraph): boolean => apiBehavior(graph)["OriginRequestPolicyId"] === ALL_VIEWER;

const keepsNothing = (graph: TemplateGraph): boolean =>
  apiBehavior(graph)["CachePolicyId"] === CACHING_DISABLED && listOf(apiBehavior(graph)["AllowedMethods"]).length === 7;

const waitsFor =
  (seconds: number) =>
  (graph: TemplateGraph): boolean =>
    recordsOf(distributionOf(graph)["Origins"]).some(
      ({ CustomOriginConfig }) => recordOf(CustomOriginConfig)["OriginReadTimeout"] === seconds,
    );

/** What is asked at the site's behavior before the bucket is. */
function fallsBackToTheClient(graph: TemplateGraph): boolean {
  const asked = recordsOf(recordOf(distributionOf(graph)["DefaultCacheBehavior"])["FunctionAssociations"]);
  const code = JSON.stringify(graph.ofType("AWS::CloudFront::Function").map(({ properties }) => properties));
  return (
    asked.some(({ EventType }) => EventType === "viewer-request") &&
    code.includes("index.html") &&
    distributionOf(graph)["CustomErrorResponses"] === undefined
  );
}

function isReadByCloudFrontAlone(graph: TemplateGraph): boolean {
  const bucket = graph.ofType("AWS::S3::Bucket").find(({ address }) => address === "sites.gui");
  const blocked = Object.values(recordOf(bucket?.properties["PublicAccessBlockConfiguration"]));
  const policy = graph
    .ofType("AWS::S3::BucketPolicy")
    .find(({ stack, properties }) => graph.follow(stack, properties["Bucket"])?.resource === bucket);
  const readers = recordsOf(recordOf(policy?.properties["PolicyDocument"])["Statement"]).filter(
    ({ Effect, Action }) => Effect === "Allow" && listOf(Action).includes("s3:GetObject"),
  );
  return (
    blocked.length === 4 &&
    blocked.every((value) => value === true) &&
    readers.length === 1 &&
    readers.every(({ Principal }) => recordOf(Principal)["Service"] === "cloudfront.amazonaws.com")
  );
}

const isForgottenAtDeployment = (graph: TemplateGraph): boolean =>
  graph
    .ofType("Custom::CDKBucketDeployment")
    .some(({ properties }) => listOf(properties["DistributionPaths"]).includes("/*"));

/** The rule for metrics answers 404, and before every rule that leads to a service. */
function refusesMetrics(graph: TemplateGraph): boolean {
  const rules = graph.ofType("AWS::ElasticLoadBalancingV2::ListenerRule").map(({ properties }) => ({
    priority: Number(properties["Priority"]),
    refuses: recordsOf(properties["Actions"]).every(({ Type }) => Type === "fixed-response"),
    isOfMetrics: JSON.stringify(properties["Conditions"]).includes('"/metrics"'),
  }));
  const refusing = rules.find(({ refuses, isOfMetrics }) => refuses && isOfMetrics);
  const forwarding = rules.filter(({ refuses }) => !refuses);
  return (
    refusing !== undefined && forwarding.length > 0 && forwarding.every(({ priority }) => priority > refusing.priority)
  );
}

/** The common rules stand there, and their rule of the body's size has been told to count. */
const onlyCountsLargeBodies = (graph: TemplateGraph): boolean =>
  graph
    .ofType("AWS::WAFv2::WebACL")
    .flatMap(({ properties }) => recordsOf(properties["Rules"]))
    .map(({ Statement }) => recordOf(recordOf(Statement)["ManagedRuleGroupStatement"]))
    .filter(({ Name }) => Name === "AWSManagedRulesCommonRuleSet")
    .some(({ RuleActionOverrides }) =>
      recordsOf(RuleActionOverrides).some(
        ({ Name, ActionToUse }) => Name === "SizeRestrictions_BODY" && recordOf(ActionToUse)["Count"] !== undefined,
      ),
    );

/** Of CloudFront and the web client. */
export const EDGE: readonly Mistake[] = [
  {
    id: "host-and-token-lost",
    mistake:
      "CloudFront leads /api/* to the load balancer, and nothing says what it passes on: without the host the app answers 404 to every tenant, without Authorization nobody is signed in, and no WebSocket opens.",
    outcome: {
      kind: "unwritable",
      because:
        "What leads to a service passes on all that the client sends: host, Authorization, cookies, query, upgrade.",
      app: () => behindCdn(),
      holds: passesAllOn,
    },
  },
  {
    id: "answers-cached",
    mistake:
      "CloudFront's defaults keep answers of /api/* for a day and refuse POST: one tenant sees another's runs, and nobody can start one.",
    outcome: {
      kind: "unwritable",
      because: "There is no option to keep what a service answers; all seven methods are let through.",
      app: () => behindCdn(),
      holds: keepsNothing,
    },
  },
  {
    id: "transcription-cut",
    mistake: "CloudFront waits 30 s for an answer unless told otherwise; a transcription takes longer and ends in 504.",
    outcome: {
      kind: "unwritable",
      because: "How long CloudFront waits follows from the service's `longestResponse`.",
      app: () => behindCdn({}, { longestResponse: "2m" }),
      holds: waitsFor(120),
    },
  },
  {
    id: "workflow-in-one-answer",
    mistake: "A workflow takes ten minutes, and CloudFront waits two at most, however it is configured.",
    outcome: {
      kind: "refused",
      app: () => behindCdn({}, { longestResponse: "10m" }),
      problem: "ResponseTooLongForCdn",
    },
  },
  {
    id: "tenants-domains",
    mistake:
      "Tenants are to have domains of their own; one distribution with one certificate answers their hosts with an error, and certificates for each are not planned.",
    outcome: {
      kind: "refused",
      app: () => behindCdn({ "posts.tenant.example.net/*": gui }),
      problem: "HostOutsideDomain",
    },
  },
  {
    id: "deep-links-refused",
    mistake: "Nothing answers the client's own paths: whoever opens a link to /runs/7 gets S3's 403.",
    outcome: {
      kind: "unwritable",
      because:
        "A site answers paths without a file with `index.html`, by a function before the request, so that an API's own 404 stays one.",
      app: () => behindCdn(),
      holds: fallsBackToTheClient,
    },
  },
  {
    id: "bucket-without-oac",
    mistake:
      "The client's bucket has no origin access control: either it is public, or CloudFront gets 403 for every file.",
    outcome: {
      kind: "unwritable",
      because: "A site's bucket is closed to the public, and its policy lets CloudFront read, and nobody else.",
      app: () => behindCdn(),
      holds: isReadByCloudFrontAlone,
    },
  },
  {
    id: "old-client-served",
    mistake: "Nothing makes CloudFront forget the last build: for a day half of the users have the old client.",
    outcome: {
      kind: "unwritable",
      because: "The files come with the stack, and each deployment of them has CloudFront forget what it kept.",
      app: () => behindCdn(),
      holds: isForgottenAtDeployment,
    },
  },
  {
    id: "uploads-refused",
    mistake:
      "The firewall's common rules refuse every body above 8 KB: no audio file is ever uploaded, and no long prompt arrives.",
    outcome: {
      kind: "unwritable",
      because:
        "Rules that look into bodies only count, by default; what looks at headers, query and path goes on refusing.",
      app: () => behindCdn({}, {}, { waf: true }),
      holds: onlyCountsLargeBodies,
    },
  },
  {
    id: "metrics-for-everyone",
    mistake:
      "The app shows its Prometheus metrics at /metrics to whoever asks, and nothing in the plan stands before it.",
    outcome: {
      kind: "unwritable",
      because: "The load balancer refuses /metrics before any route, unless `private` says otherwise.",
      app: () => withApi({}),
      holds: refusesMetrics,
    },
  },
  {
    id: "host-check-refuses-health",
    mistake:
      "The app answers 404 to every host that it doesn't know, and the load balancer asks by the task's address: no task ever becomes healthy, though the container's own check passes.",
    outcome: {
      kind: "found",
      in: () => withApi({ traits: { guards: { hosts: ["localhost", "api", "*.example.com"] } } }),
      finding: "HealthCheckTurnedAway",
      on: "services.api",
    },
  },
];
