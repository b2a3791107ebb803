import type { Described } from "../app/described-app.js";
import type { ResolvedDomain } from "../environment/resolved-environment.js";
import { coversPattern } from "../ingress/covers-pattern.js";
import type { ResolvedIngress, ResolvedRoute } from "../ingress/resolved-ingress.js";
import type { CdnOptions, PriceClass } from "./cdn.js";
import { CDN_REGION } from "./cdn-limits.js";
import type { ResolvedBehavior, ResolvedCdn, ResolvedDistribution } from "./resolved-cdn.js";

/** A site that no route leads to, with its host. */
export interface StandaloneSite {
  readonly name: string;
  readonly host: string | null;
}

/** What the CDN depends on. */
interface CdnContext {
  /** As it is written; `null`: there is no ingress. */
  readonly ingress: { readonly described: Described<"ingress">; readonly resolved: ResolvedIngress } | null;
  readonly sites: readonly StandaloneSite[];
  readonly domain: ResolvedDomain | null;
  readonly region: string;
  readonly logRetentionDays: number;
}

/** Fills the gaps of the CDN; `null` when nothing asks for one. */
export function resolveCdn({ ingress, sites, ...context }: CdnContext): ResolvedCdn | null {
  const behind = ingress?.resolved.cdn == null ? null : ingress.resolved;
  const distributions = [...(behind === null ? [] : ingressDistributions(behind)), ...sites.map(siteDistribution)];
  if (distributions.length === 0) return null;
  const stated = ingress?.described.options.cdn;
  const options: CdnOptions = typeof stated === "object" ? stated : {};
  return {
    distributions: distributions.toSorted((left, right) => (left.name < right.name ? -1 : 1)),
    priceClass: options.priceClass ?? priceClassFor(context.region),
    certificate: resolveCertificate(options, context.domain),
    waf: behind?.waf ?? null,
    allowedCidrs: behind === null || behind.allowedCidrs.includes("0.0.0.0/0") ? [] : behind.allowedCidrs,
    accessLogs: { retentionDays: context.logRetentionDays },
  };
}

/**
 * The least that has edges around a region, for clients are mostly where the app is: North America, Europe and Israel in 100, South
 * America and Oceania only in all (CloudFront pricing, assumed as of 2025). A client elsewhere is served all the same, from farther away.
 */
function priceClassFor(region: string): PriceClass {
  if (/^(us|ca|mx|eu|il)-/u.test(region)) return "100";
  return /^(sa-|ap-southeast-2$|ap-southeast-4$|ap-southeast-6$)/u.test(region) ? "all" : "200";
}

/** The environment's own certificate serves only where CloudFront can use it. */
function resolveCertificate(options: CdnOptions, domain: ResolvedDomain | null): ResolvedCdn["certificate"] {
  if (domain === null) return null;
  if (options.certificate !== undefined) return { kind: "adopt", arn: options.certificate };
  const { certificate } = domain;
  return certificate.kind === "adopt" && certificate.arn.split(":")[3] === CDN_REGION
    ? certificate
    : { kind: "create" };
}

const siteDistribution = ({ name, host }: StandaloneSite): ResolvedDistribution => ({
  name: host ?? name,
  host,
  behaviors: [{ path: "/*", to: { kind: "site", site: name }, sourceCidrs: [] }],
});

const ingressDistributions = ({ hosts, routes }: ResolvedIngress): ResolvedDistribution[] =>
  (hosts.length === 0 ? [null] : hosts).map((host) => ({
    name: host ?? "ingress",
    host,
    behaviors: behaviorsOf(routes.filter((route) => answersOn(route, host))),
  }));

/** A rule without a host, or with a wider one, answers on this host as well. */
const answersOn = ({ host }: ResolvedRoute, asked: string | null): boolean =>
  host === null || (asked !== null && (host === asked || coversPattern(host, asked)));

const OPEN_INGRESS: ResolvedBehavior = { path: "/*", to: { kind: "ingress", rule: null }, sourceCidrs: [] };

/** Where Cognito returns users to that the load balancer signs in: no site of the same host may answer there. */
const SIGN_IN_CALLBACK: ResolvedBehavior = {
  path: "/oauth2/idpresponse",
  to: { kind: "ingress", rule: null },
  sourceCidrs: [],
};

const signsIn = ({ action }: ResolvedRoute): boolean => action.kind === "forward" && action.signIn !== null;

/**
 * The routes in the order in which the load balancer would try them, up to the first that takes everything. Paths that are private
 * need no entry: to a service they come by an entry that leads to the load balancer, which refuses them.
 */
function behaviorsOf(routes: readonly ResolvedRoute[]): ResolvedBehavior[] {
  const all = routes
    .toSorted((left, right) => left.priority - right.priority)
    .flatMap(({ path, action, sourceCidrs, priority }): ResolvedBehavior[] => {
      switch (action.kind) {
        case "not-found":
          return [];
        case "site":
          return [{ path, to: { kind: "site", site: action.site }, sourceCidrs }];
        case "forward":
          return [{ path, to: { kind: "ingress", rule: sourceCidrs.length === 0 ? null : priority }, sourceCidrs }];
      }
    });
  const withCallback = routes.some(signsIn) ? [SIGN_IN_CALLBACK, ...all] : all;
  // A path stands once in a distribution: what a wider host's rule says of it would never be asked.
  const distinct = withCallback.filter(({ path }, at) => withCallback.findIndex((other) => other.path === path) === at);
  const end = distinct.findIndex(({ path }) => /^\/\*+$/u.test(path));
  const last = distinct[end];
  const before = end === -1 ? distinct : distinct.slice(0, end);
  return withoutRepetition(before, last === undefined ? OPEN_INGRESS : { ...last, path: "/*" });
}

/** What stands last and leads where all else leads too need not be said. */
function withoutRepetition(before: readonly ResolvedBehavior[], rest: ResolvedBehavior): ResolvedBehavior[] {
  const isOpen = ({ to }: ResolvedBehavior): boolean => to.kind === "ingress" && to.rule === null;
  const needed = isOpen(rest) ? before.findLastIndex((behavior) => !isOpen(behavior)) + 1 : before.length;
  return [...before.slice(0, needed), rest];
}
