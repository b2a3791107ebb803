import type { Problem } from "@fairlead/errors";
import { addressOf, INGRESS_ADDRESS } from "../address.js";
import type { Check } from "../app/check.js";
import type { ResolvedApp } from "../app/resolved-app.js";
import { isPart } from "../part/part.js";
import { joinPath } from "../problem/translate-issues.js";
import { hasWildcard } from "./specificity.js";
import type { ResolvedRoute } from "./resolved-ingress.js";

/** A route whose users are signed in by the load balancer. */
interface GuardedRoute {
  readonly path: string;
  readonly service: string;
  readonly route: ResolvedRoute;
}

/** Sign-in at the load balancer needs HTTPS, one host to return to, and a rule that nobody else writes to. */
export const checkSignIn: Check = (app, { ingress: described }) => {
  const { ingress } = app;
  const guarded = (ingress?.routes ?? []).flatMap((route): GuardedRoute[] =>
    route.action.kind === "forward" && route.action.signIn !== null
      ? [{ path: `${pathOf(route, app.environment.domain?.host)}.signIn`, service: route.action.service, route }]
      : [],
  );
  const onSites = Object.entries(described?.options.routes ?? {}).flatMap(([key, route]) =>
    isPart(route) || route.signIn === undefined || route.to.kind !== "site" ? [] : [onSite(key)],
  );
  return [...onSites, ...guarded.flatMap((each) => checkGuarded(app, each))];
};

function checkGuarded({ ingress, services }: ResolvedApp, each: GuardedRoute): Problem[] {
  return [
    ...(ingress?.tls === null ? [withoutTls(each)] : []),
    ...(each.route.host !== null && hasWildcard(each.route.host) ? [onWildcardHost(each)] : []),
    ...(services.some(({ name, rollout }) => name === each.service && rollout.strategy !== "rolling")
      ? [onShiftedRoute(each)]
      : []),
  ];
}

const pathOf = ({ host, path }: ResolvedRoute, domainHost: string | undefined): string =>
  joinPath(INGRESS_ADDRESS, ["routes", host === null || host === domainHost ? path : `${host}${path}`]);

/** Load balancers take the action on HTTPS alone (https://repost.aws/knowledge-center/cognito-user-pool-alb-authentication, 2026-11). */
const withoutTls = ({ path }: GuardedRoute): Problem => ({
  path,
  code: "SignInWithoutTls",
  message:
    "A load balancer signs users in over HTTPS alone, and the environment has no domain to issue a certificate for.",
  fix: "Give the environment a domain, or leave signIn out where context.environment.domain is null.",
});

const onWildcardHost = ({ path, route }: GuardedRoute): Problem => ({
  path,
  code: "SignInOnWildcardHost",
  message: `Cognito returns users to addresses that it knows one by one, and ${route.host ?? ""} stands for any number of hosts.`,
  fix: "Write a route for each host that users sign in on.",
});

/**
 * ECS writes the rule anew when it shifts its traffic, and nothing says that it leaves an action before the forward in place. A rule
 * that lost it would let everyone in, so this is refused until AWS documents it (looked for on 2026-11-21).
 */
const onShiftedRoute = ({ path, service }: GuardedRoute): Problem => ({
  path,
  code: "SignInOnShiftedRoute",
  message: `${addressOf("service", service)} is released by shifting the traffic of its rules, and AWS doesn't say that ECS leaves the sign-in in them.`,
  fix: `Release ${service} with rollout: { strategy: "rolling" }, or put what needs a sign-in into a service of its own.`,
});

const onSite = (key: string): Problem => ({
  path: `${joinPath(INGRESS_ADDRESS, ["routes", key])}.signIn`,
  code: "SignInOnSite",
  message: "A site is answered by CloudFront, and it is the load balancer that signs users in.",
  fix: "Let the site's own code sign users in with the pool's client, and put signIn on the routes of the services behind it.",
});
