import type { Problem } from "@fairlead/errors";
import { addressOf, INGRESS_ADDRESS } from "../address.js";
import type { Check } from "../app/check.js";
import type { DescribedApp } from "../app/described-app.js";
import type { ResolvedApp } from "../app/resolved-app.js";
import { formatDuration } from "../duration/duration.js";
import { joinPath } from "../problem/translate-issues.js";
import { coversPattern } from "./covers-pattern.js";
import type { ResolvedIngress, ResolvedRoute } from "./resolved-ingress.js";
import { hasWildcard } from "./specificity.js";

/** A load balancer that isn't made here stands in the same VPC, has HTTPS and room, and takes no orders. */
export const checkLoadBalancer: Check = (app, description) => {
  const { ingress } = app;
  if (ingress === null || ingress.loadBalancer.kind === "create") return [];
  return [
    ...checkAdopted(app, description),
    ...checkDecided(description),
    ...checkWait(app, ingress),
    ...ingress.routes.flatMap((route) => checkHost(app, route)),
    ...ingress.routes.filter(({ priority }) => priority === NO_ROOM).map((route) => noRoom(app, route)),
    ...checkNeighbours(app, description),
  ];
};

/** Where a rule is put that found no room (`resolveIngress`). */
const NO_ROOM = 50_000;

const pathOf = ({ environment }: ResolvedApp, { host, path }: ResolvedRoute): string =>
  joinPath(INGRESS_ADDRESS, ["routes", host === null || host === environment.domain?.host ? path : `${host}${path}`]);

function checkAdopted({ environment, network }: ResolvedApp, { ingress, sharing }: DescribedApp): Problem[] {
  const options = ingress?.options.loadBalancer;
  if (options === undefined) return [];
  const path = `${INGRESS_ADDRESS}.loadBalancer`;
  if (sharing !== null) {
    return [
      {
        path,
        code: "LoadBalancerStatedTwice",
        message: `The environment shares the load balancer of "${sharing.of}" and adopts another one.`,
        fix: "Keep shares or loadBalancer; in build, context.environment.name says which environment it is.",
      },
    ];
  }
  return [
    ...(network.source.kind === "adopt" ? [] : [inOtherVpc(path, environment.name)]),
    ...(environment.domain === null ? [adoptedWithoutDomain(environment.name)] : []),
    ...[options.adopt.arn, options.adopt.listenerArn]
      .filter((arn) => arn.split(":")[3] !== environment.region)
      .slice(0, 1)
      .map((arn) => inOtherRegion(path, arn, environment.region)),
    ...(options.adopt.listenerArn.includes(options.adopt.arn.replace(/^.*loadbalancer/u, ":listener"))
      ? []
      : [otherListener(path)]),
  ];
}

const inOtherVpc = (path: string, environment: string): Problem => ({
  path,
  code: "LoadBalancerInOtherVpc",
  message: "An adopted load balancer stands in a VPC that exists, and the environment makes one of its own.",
  fix: `Adopt the load balancer's VPC too: network: { adopt: { … } } in ${addressOf("environment", environment)}.`,
});

const adoptedWithoutDomain = (environment: string): Problem => ({
  path: `${addressOf("environment", environment)}.domain`,
  code: "SharerWithoutHost",
  message: "An adopted load balancer tells its apps apart by their hosts, and the environment has none.",
  fix: 'Give it a domain, e.g. domain: "api.example.com".',
});

const inOtherRegion = (path: string, arn: string, region: string): Problem => ({
  path: `${path}.adopt`,
  code: "LoadBalancerInOtherRegion",
  message: `The load balancer lies in ${arn.split(":")[3] ?? ""}, the environment in ${region}.`,
  fix: "Adopt one of the environment's region.",
});

const otherListener = (path: string): Problem => ({
  path: `${path}.adopt.listenerArn`,
  code: "ListenerOfOtherLoadBalancer",
  message: "The listener is another load balancer's: its ARN doesn't go on as the load balancer's does.",
  fix: "Copy both ARNs from the same load balancer.",
});

const DECIDED = ["allowedCidrs", "waf", "idleTimeout", "cdn"] as const;

/** What holds for all that is behind a load balancer is its owner's to decide. */
const checkDecided = ({ ingress, sharing }: DescribedApp): Problem[] =>
  DECIDED.filter((option) => ingress?.options[option] !== undefined).map((option) => ({
    path: `${INGRESS_ADDRESS}.${option}`,
    code: "DecidedByOwner",
    message: `${option} holds for all that is behind the load balancer, which is not this environment's.`,
    fix:
      sharing === null
        ? "Remove it, and set it where the load balancer is made."
        : `Leave it out in this environment, and set it in "${sharing.of}" alone; context.environment.name says which it is.`,
  }));

const checkWait = ({ services }: ResolvedApp, { idleTimeoutSeconds }: ResolvedIngress): Problem[] =>
  services
    .filter(
      ({ targetHealth, longestResponseSeconds }) =>
        targetHealth !== null && longestResponseSeconds > idleTimeoutSeconds,
    )
    .map(({ name, longestResponseSeconds }) => ({
      path: `${addressOf("service", name)}.longestResponse`,
      code: "ResponseTooLongForLoadBalancer",
      message: `An answer of ${name} may take ${formatDuration(longestResponseSeconds)}, but the load balancer waits ${formatDuration(idleTimeoutSeconds)} for the next byte.`,
      fix: "Raise the idle timeout where the load balancer is made (and say so in adopt.idleTimeoutSeconds when it is adopted), or shorten the answer.",
    }));

/** The order among hosts is not one environment's to keep on a listener that others have rules on. */
const checkHost = (app: ResolvedApp, route: ResolvedRoute): Problem[] =>
  route.host !== null && hasWildcard(route.host)
    ? [
        {
          path: pathOf(app, route),
          code: "WildcardHostOnSharedLoadBalancer",
          message: `${route.host} stands for any number of hosts, and others may have theirs among them on this load balancer.`,
          fix: "Write a route for each host.",
        },
      ]
    : [];

const noRoom = (app: ResolvedApp, route: ResolvedRoute): Problem => ({
  path: pathOf(app, route),
  code: "TooManyRoutes",
  message: "There are more rules of this kind than one host has places for.",
  fix: "Join routes with wildcards, and let the service tell the paths apart.",
});

/** Of two that share, the later in the alphabet gives way; the owner never does. */
function checkNeighbours(app: ResolvedApp, { sharing }: DescribedApp): Problem[] {
  if (sharing?.owner == null) return [];
  const earlier = sharing.others.filter(({ environment }) => environment.name < app.environment.name);
  return [
    ...checkHidden(app, sharing.owner),
    ...checkSignInRule(app, sharing.owner),
    ...[sharing.owner, ...earlier].flatMap((neighbour) => checkPlaces(app, neighbour)),
  ];
}

function checkPlaces(app: ResolvedApp, neighbour: ResolvedApp): Problem[] {
  const taken = new Map((neighbour.ingress?.routes ?? []).map((route) => [route.priority, route]));
  return (app.ingress?.routes ?? []).flatMap((route) => {
    const other = taken.get(route.priority);
    if (other === undefined) return [];
    return [
      {
        path: pathOf(app, route),
        code: "PriorityTaken",
        message: `The rule for ${route.host ?? ""}${route.path} would stand where ${other.host ?? ""}${other.path} of "${neighbour.environment.name}" stands (${route.priority}).`,
        fix: `Write shares: { of: "…", prioritySalt: "2" } in ${addressOf("environment", app.environment.name)}; any text that gives other places will do.`,
      },
    ];
  });
}

/** What the owner keeps private is so on every host. */
const checkHidden = (app: ResolvedApp, { ingress, environment }: ResolvedApp): Problem[] =>
  (app.ingress?.routes ?? []).flatMap((route) => {
    const hiding = (ingress?.routes ?? []).find(
      ({ host, path, action }) => host === null && action.kind === "not-found" && coversPattern(path, route.path),
    );
    if (hiding === undefined || route.action.kind === "not-found") return [];
    return [
      {
        path: pathOf(app, route),
        code: "RouteIsPrivate",
        message: `${route.path} is never reached: "${hiding.path}" is private in "${environment.name}", and so on every host of its load balancer.`,
        fix: `Remove the route, or state in private of "${environment.name}" which paths are to stay private.`,
      },
    ];
  });

const signsIn = ({ ingress }: ResolvedApp): boolean =>
  ingress?.routes.some(({ action }) => action.kind === "forward" && action.signIn !== null) === true;

/** EC2 refuses a second rule that says the same, so the way out to Cognito is the owner's. */
const checkSignInRule = (app: ResolvedApp, owner: ResolvedApp): Problem[] =>
  signsIn(app) && !signsIn(owner)
    ? [
        {
          path: `${INGRESS_ADDRESS}.routes`,
          code: "OwnerDoesNotSignIn",
          message: `A route signs users in, but the load balancer of "${owner.environment.name}" has no way out to Cognito, because none of its own routes does.`,
          fix: `Use signIn in "${owner.environment.name}" as well, or in neither.`,
        },
      ]
    : [];
