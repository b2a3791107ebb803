import type { Problem } from "@fairlead/errors";
import { INGRESS_ADDRESS } from "../address.js";
import type { Check } from "../app/check.js";
import { CDN_LIMITS } from "../cdn/cdn-limits.js";
import { joinPath } from "../problem/translate-issues.js";
import { isPart } from "../part/part.js";
import { assignPriorities, priorityOf, type RuleMatch } from "./assign-priorities.js";
import { coversPattern } from "./covers-pattern.js";
import { PRIVATE_PATHS } from "./resolve-ingress.js";
import { parseRouteKey } from "./route-key-schema.js";

/**
 * A rule compares with five values in all, and a condition of it with three
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html, 2026-11).
 */
const MOST_VALUES = { perRule: 5, perCondition: 3 } as const;

/** Assumed to be a load balancer's quota of rules, as the ELB guide had it in 2025; AWS raises it on request. */
const MOST_RULES = 100;

/** A route as it is written and as it ends up. */
interface WrittenRoute {
  readonly key: string;
  readonly path: string;
  readonly match: RuleMatch;
  readonly sources: readonly string[];
}

/** Routes must be what one listener can hold, on hosts that the certificate covers, and none may hide another. */
export const checkRoutes: Check = (app, { ingress }) => {
  if (ingress === null) return [];
  const domainHost = app.environment.domain?.host ?? null;
  const routes = Object.entries(ingress.options.routes).map(([key, route]): WrittenRoute => {
    const { host, path } = parseRouteKey(key);
    return {
      key,
      path: joinPath(INGRESS_ADDRESS, ["routes", key]),
      match: { host: host ?? domainHost, path },
      sources: isPart(route) ? [] : (route.from ?? []),
    };
  });
  const privatePaths = ingress.options.private ?? PRIVATE_PATHS;
  return [
    ...routes.flatMap((route) => checkHost(route, domainHost)),
    ...routes.flatMap(app.ingress?.cdn == null ? checkSources : checkSourcesAtEdge),
    ...routes.flatMap((route) => checkHidden(route, privatePaths)),
    ...checkTwins(routes),
    ...checkCount(routes, privatePaths),
  ];
};

function checkHost({ key, path }: WrittenRoute, domainHost: string | null): Problem[] {
  const { host } = parseRouteKey(key);
  if (host === null) return [];
  if (domainHost === null) {
    return [
      {
        path,
        code: "HostWithoutDomain",
        message: `The route is for the host ${host}, but the environment has no domain.`,
        fix: "Give the environment a domain, or leave the route out where context.environment.domain is null.",
      },
    ];
  }
  if (host === domainHost || host.endsWith(`.${domainHost}`)) return [];
  return [
    {
      path,
      code: "HostOutsideDomain",
      message: `${host} is neither ${domainHost} nor under it, so neither its certificate nor its records cover it.`,
      fix: `Use a host under the domain, e.g. "${host.split(".")[0] ?? "admin"}.${domainHost}".`,
    },
  ];
}

function checkSources({ path, match, sources }: WrittenRoute): Problem[] {
  const room = Math.min(MOST_VALUES.perCondition, MOST_VALUES.perRule - (match.host === null ? 1 : 2));
  if (sources.length <= room) return [];
  return [
    {
      path: `${path}.from`,
      code: "TooManySources",
      message: `A rule of a load balancer compares with ${MOST_VALUES.perRule} values, ${MOST_VALUES.perCondition} of them in one condition: there is room for ${room} source ranges, not ${sources.length}.`,
      fix: "Join ranges into larger ones, or narrow who may connect at all with allowedCidrs.",
    },
  ];
}

/** Behind CloudFront a rule sees CloudFront's addresses: a function at the edge looks at the client's. */
const checkSourcesAtEdge = ({ path, sources }: WrittenRoute): Problem[] =>
  sources.length <= CDN_LIMITS.sourceRanges
    ? []
    : [
        {
          path: `${path}.from`,
          code: "TooManySources",
          message: `A function at CloudFront's edges compares with ${CDN_LIMITS.sourceRanges} ranges at most, not ${sources.length}.`,
          fix: "Join ranges into larger ones.",
        },
      ];

function checkHidden({ path, match }: WrittenRoute, privatePaths: readonly string[]): Problem[] {
  const hiding = privatePaths.find((privatePath) => coversPattern(privatePath, match.path));
  if (hiding === undefined) return [];
  return [
    {
      path,
      code: "RouteIsPrivate",
      message: `${match.path} is never reached: "${hiding}" is private and answered with 404 before any route.`,
      fix: "Remove the route, or state in private which paths are to stay private.",
    },
  ];
}

function checkTwins(routes: readonly WrittenRoute[]): Problem[] {
  const twins = Map.groupBy(routes, ({ match }) => `${match.host ?? ""}${match.path}`);
  return [...twins.values()].flatMap(([first, second]) =>
    first === undefined || second === undefined
      ? []
      : [
          {
            path: second.path,
            code: "DuplicateRoute",
            message: `"${second.key}" is the same rule as "${first.key}".`,
            fix: "Keep one of them.",
          },
        ],
  );
}

function checkCount(routes: readonly WrittenRoute[], privatePaths: readonly string[]): Problem[] {
  const refused = privatePaths.map((path) => ({ host: null, path }));
  const priorities = assignPriorities(
    routes.map(({ match }) => match),
    refused,
  );
  const count = routes.length + refused.length;
  const isFull = [...routes.map(({ match }) => match), ...refused].some(
    (match) => priorityOf(priorities, match) === null,
  );
  if (count <= MOST_RULES && !isFull) return [];
  return [
    {
      path: joinPath(INGRESS_ADDRESS, ["routes"]),
      code: "TooManyRoutes",
      message:
        count > MOST_RULES
          ? `${count} rules are more than the ${MOST_RULES} that a listener holds.`
          : `${count} rules are more than there are places for: too many of them are as specific as one another.`,
      fix: "Join routes with wildcards, and let the service tell the paths apart.",
    },
  ];
}
