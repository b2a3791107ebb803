import type { Described } from "../app/described-app.js";
import { secondsOf } from "../duration/seconds-of.js";
import type { TierValues } from "../environment/tier-values.js";
import { isPart, type Part } from "../part/part.js";
import { DURATION_LIMITS } from "../service/derive-durations.js";
import type { ResolvedService } from "../service/resolved-service.js";
import { assignPriorities, priorityOf, type RuleMatch } from "./assign-priorities.js";
import { isTested } from "../service/traffic-gates.js";
import { assignSharedPriorities } from "./assign-shared-priorities.js";
import type { RouteOptions } from "./ingress.js";
import type { Site } from "../site/site.js";
import type {
  ResolvedIngress,
  ResolvedLoadBalancer,
  ResolvedRoute,
  ResolvedSignIn,
  ResolvedWaf,
} from "./resolved-ingress.js";
import { parseRouteKey } from "./route-key-schema.js";

/** Most LLM servers publish their metrics there without asking who reads them. */
export const PRIVATE_PATHS = ["/metrics", "/metrics/*"] as const;

/** TLS 1.3, and 1.2 with forward secrecy; post-quantum key exchange. The console's default (ELB guide, 2025-11). */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** An ingress is there to be reached. */
const EVERYONE = ["0.0.0.0/0"] as const;

/** 2000 requests in five minutes are seven a second: more than a person, less than a scan. */
const DEFAULT_RATE_LIMIT = 2000;

/**
 * Rules that look into the body. A prompt is text about anything: code, markup, paths, addresses and exploits are in it, and it is
 * longer than the 8 KB that the size rule allows. AWS's own sample of an LLM proxy met these one by one as blocked agents:
 * https://github.com/aws-samples/sample-kolya-br-proxy/pull/37 (Log4J, Java), /pull/39 (LFI), /pull/109 (RFI, SSRF; 2026-09).
 * What inspects headers, query and path goes on blocking, and so does the rate limit. Rules and groups:
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html (2026-11); a name that a version of
 * a group lacks is passed over (assumed of `ReactJSRCE_BODY`, which came in 2025-12).
 */
const MISFIRE_ON_PROMPTS = {
  common: [
    "CrossSiteScripting_BODY",
    "EC2MetaDataSSRF_BODY",
    "GenericLFI_BODY",
    "GenericRFI_BODY",
    "SizeRestrictions_BODY",
  ],
  knownBadInputs: ["JavaDeserializationRCE_BODY", "Log4JRCE_BODY", "ReactJSRCE_BODY"],
} as const;

/** What an ingress depends on beside its options. */
interface IngressContext {
  readonly tier: TierValues;
  /** The environment's domain; `null` without one. */
  readonly domainHost: string | null;
  readonly services: readonly ResolvedService[];
  /** Hosts of sites that no route leads to. */
  readonly siteHosts: readonly string[];
  /** The environment whose load balancer this is; `null`: the ingress's own. */
  readonly owner: {
    readonly name: string;
    readonly ingress: ResolvedIngress | null;
    /** Whether its load balancer has a certificate for the hosts of the environment that shares it. */
    readonly hasCertificate: boolean;
  } | null;
  readonly prioritySalt: string;
}

/** The service or the site that a route leads to. */
export const routeTarget = (route: RouteOptions): Part<"service"> | Site => (isPart(route) ? route : route.to);

/** Fills the gaps of an ingress. */
export function resolveIngress({ options }: Described<"ingress">, context: IngressContext): ResolvedIngress {
  const loadBalancer = resolveLoadBalancer(options, context);
  const routes = resolveRoutes(options, context, loadBalancer);
  const hosts = routes.flatMap(({ host }) => (host === null ? [] : [host]));
  const longest = context.services
    .filter((service) => service.targetHealth !== null)
    .map((service) => service.longestResponseSeconds);
  // The domain is the ingress's, unless a site that no route leads to has taken it.
  const own = context.domainHost === null || context.siteHosts.includes(context.domainHost) ? [] : [context.domainHost];
  const ingress: ResolvedIngress = {
    loadBalancer,
    hosts: context.domainHost === null ? [] : [...new Set([...own, ...hosts])].toSorted(),
    cdn: resolveCdnDemands(options.cdn ?? false, Math.max(DURATION_LIMITS.defaultIdleTimeoutSeconds, ...longest)),
    routes,
    idleTimeoutSeconds: secondsOf(options.idleTimeout, Math.max(DURATION_LIMITS.defaultIdleTimeoutSeconds, ...longest)),
    tls: context.domainHost === null ? null : { policy: TLS_POLICY },
    allowedCidrs: [...(options.allowedCidrs ?? EVERYONE)].toSorted(),
    waf: resolveWaf(options.waf ?? context.tier.waf),
    accessLogs: { retentionDays: context.tier.logRetention },
    deletionProtection: context.tier.deletionProtection,
  };
  return ownersDecisions(ingress, options, context);
}

/** A load balancer's own (ELB, LoadBalancerAttribute; quoted by aws-cdk-lib 2.276, 2026-11). */
const ADOPTED_IDLE_TIMEOUT_SECONDS = 60;

/** Of a load balancer that isn't made here somebody else decides what is the same for all that is behind it. */
function ownersDecisions(
  ingress: ResolvedIngress,
  { loadBalancer }: Described<"ingress">["options"],
  { owner }: IngressContext,
): ResolvedIngress {
  if (ingress.loadBalancer.kind === "create") return ingress;
  if (owner?.ingress != null) {
    const { idleTimeoutSeconds, allowedCidrs, waf } = owner.ingress;
    return { ...ingress, idleTimeoutSeconds, allowedCidrs, waf, deletionProtection: false };
  }
  const idleTimeoutSeconds = loadBalancer?.adopt.idleTimeoutSeconds ?? ADOPTED_IDLE_TIMEOUT_SECONDS;
  return { ...ingress, idleTimeoutSeconds, waf: null, deletionProtection: false };
}

function resolveLoadBalancer(
  { loadBalancer }: Described<"ingress">["options"],
  { owner }: IngressContext,
): ResolvedLoadBalancer {
  if (owner !== null) {
    // An adopted one is known by its ARNs, to whoever shares it as well.
    const of = owner.ingress?.loadBalancer;
    return of?.kind === "adopt"
      ? { ...of, hasCertificate: owner.hasCertificate }
      : { kind: "shared", of: owner.name, hasCertificate: owner.hasCertificate };
  }
  if (loadBalancer === undefined) return { kind: "create" };
  const { arn, listenerArn, securityGroupId, dnsName, canonicalHostedZoneId, hasCertificate } = loadBalancer.adopt;
  return {
    kind: "adopt",
    arn,
    listenerArn,
    securityGroupId,
    dnsName,
    canonicalHostedZoneId,
    hasCertificate: hasCertificate ?? false,
  };
}

function resolveCdnDemands(
  options: NonNullable<Described<"ingress">["options"]["cdn"]>,
  longestResponseSeconds: number,
): ResolvedIngress["cdn"] {
  if (options === false) return null;
  const stated = options === true ? undefined : options.responseTimeout;
  return { responseTimeoutSeconds: secondsOf(stated, longestResponseSeconds) };
}

function resolveRoutes(
  options: Described<"ingress">["options"],
  { domainHost, prioritySalt, services }: IngressContext,
  loadBalancer: ResolvedLoadBalancer,
): ResolvedRoute[] {
  const forwarded = Object.entries(options.routes).map(([key, route]) => {
    const { host, path } = parseRouteKey(key);
    const target = routeTarget(route);
    return {
      match: { host: host ?? domainHost, path },
      sourceCidrs: isPart(route) ? [] : [...(route.from ?? [])].toSorted(),
      action:
        target.kind === "service"
          ? ({ kind: "forward", service: target.name, signIn: resolveSignIn(route) } as const)
          : ({ kind: "site", site: target.name } as const),
    };
  });
  const isOwn = loadBalancer.kind === "create";
  // On a load balancer that others use too, only one's own hosts are one's own to refuse on.
  const refusing = isOwn ? [null] : [...new Set(forwarded.map(({ match }) => match.host))];
  const refused = refusing.flatMap((host) =>
    [...new Set(options.private ?? PRIVATE_PATHS)].map((path) => ({
      match: { host, path },
      sourceCidrs: [],
      action: { kind: "not-found" } as const,
    })),
  );
  const tested = new Set(services.filter(({ rollout }) => isTested(rollout)).map(({ name }) => name));
  const tests = forwarded.filter(({ action }) => action.kind === "forward" && tested.has(action.service));
  // A test's header makes it nobody else's, so like what is refused it stands before all others, in any order.
  const first = [...refused, ...tests.map(({ match }) => ({ match: testOf(match) }))];
  const matches = [forwarded.map(({ match }) => match), first.map(({ match }) => match)] as const;
  const priorities = isOwn
    ? assignPriorities(...matches)
    : assignSharedPriorities(...matches, options.loadBalancer?.prioritySalt ?? prioritySalt);
  // A band that is full is a problem of its own; 50000 is the last priority there is.
  return [...refused, ...forwarded]
    .map(({ match, ...rest }) => ({
      priority: priorityOf(priorities, match) ?? 50_000,
      testPriority: priorityOf(priorities, testOf(match)),
      ...match,
      ...rest,
    }))
    .toSorted((left, right) => left.priority - right.priority);
}

/** The name of a test's place; no path begins so, and behind a host it comes after each path in the alphabet. */
const testOf = ({ host, path }: RuleMatch): RuleMatch => ({ host, path: `test ${path}` });

/** Once in a working day; ELB's own seven days keep whoever left the company for a week. */
const DEFAULT_SESSION_SECONDS = 12 * 3600;

function resolveSignIn(route: RouteOptions): ResolvedSignIn | null {
  if (isPart(route) || route.signIn === undefined) return null;
  const { pool, session } = isPart(route.signIn) ? { pool: route.signIn } : route.signIn;
  return { userPool: pool.name, sessionSeconds: secondsOf(session, DEFAULT_SESSION_SECONDS) };
}

function resolveWaf(options: NonNullable<Described<"ingress">["options"]["waf"]>): ResolvedWaf | null {
  if (options === false) return null;
  const { rateLimit, countOnly } = options === true ? {} : options;
  return {
    managedRuleGroups: [
      { name: "AWSManagedRulesAmazonIpReputationList", countOnly: [] },
      {
        name: "AWSManagedRulesCommonRuleSet",
        countOnly: [...new Set([...MISFIRE_ON_PROMPTS.common, ...(countOnly ?? [])])].toSorted(),
      },
      { name: "AWSManagedRulesKnownBadInputsRuleSet", countOnly: MISFIRE_ON_PROMPTS.knownBadInputs },
    ],
    rateLimitPerFiveMinutes: rateLimit ?? DEFAULT_RATE_LIMIT,
  };
}
