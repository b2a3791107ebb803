import type { Problem } from "@fairlead/errors";
import { addressOf, INGRESS_ADDRESS } from "../address.js";
import type { Check } from "../app/check.js";
import type { Described } from "../app/described-app.js";
import { routeTarget } from "../ingress/resolve-ingress.js";
import { parseRouteKey } from "../ingress/route-key-schema.js";
import { joinPath } from "../problem/translate-issues.js";
import { standaloneSites } from "./resolve-site.js";

type App = Parameters<Check>[0];
type Description = Parameters<Check>[1];

/** A site is reached through CloudFront, on a host that is its own or by a route that leaves its paths whole. */
export const checkSites: Check = (app, description) => [
  ...siteRoutes(description).flatMap((route) => checkRoute(app, route)),
  ...description.sites.flatMap((site) => checkHost(app, description, site)),
  ...checkTakenHosts(app, description),
  ...checkNotFoundPages(app),
];

interface SiteRoute {
  readonly key: string;
  readonly site: string;
}

const siteRoutes = ({ ingress }: Description): SiteRoute[] =>
  Object.entries(ingress?.options.routes ?? {}).flatMap(([key, route]) => {
    const target = routeTarget(route);
    return target.kind === "site" ? [{ key, site: target.name }] : [];
  });

function checkRoute(app: App, { key, site }: SiteRoute): Problem[] {
  const path = joinPath(INGRESS_ADDRESS, ["routes", key]);
  const pattern = parseRouteKey(key).path;
  return [
    ...(app.ingress?.cdn === null
      ? [
          {
            path,
            code: "SiteNeedsCdn",
            message: `The site ${site} lies in a bucket, which a load balancer has no way to; CloudFront has.`,
            fix: "Put the ingress behind CloudFront with cdn: true, or take the site out of the routes and return it in sites, with a host of its own.",
          },
        ]
      : []),
    ...(/^\/(?:[^*?]*\/)?\*$/u.test(pattern)
      ? []
      : [
          {
            path,
            code: "InvalidSiteRoute",
            message: `"${pattern}" is no folder: a site takes everything below a path.`,
            fix: 'End the path with "/*" and use no other wildcard, e.g. "/*" or "/docs/*".',
          },
        ]),
  ];
}

function checkHost(app: App, description: Description, { name, address, options }: Described<"site">): Problem[] {
  const { host } = options;
  const path = `${address}.host`;
  const isRouted = siteRoutes(description).some(({ site }) => site === name);
  const domainHost = app.environment.domain?.host ?? null;
  if (isRouted) return host === undefined ? [] : [hostOfRouted(path, name)];
  if (host === undefined)
    return domainHost === null || app.ingress === null ? [] : [hostMissing(path, name, domainHost)];
  if (domainHost === null) {
    return [
      {
        path,
        code: "HostWithoutDomain",
        message: `The site is for the host ${host}, but the environment has no domain.`,
        fix: "Give the environment a domain, or leave the host out where context.environment.domain is null: CloudFront has a name of its own.",
      },
    ];
  }
  if (host === domainHost || host.endsWith(`.${domainHost}`)) return [];
  return [
    {
      path,
      code: "HostOutsideDomain",
      message: `${host} is neither ${domainHost} nor under it, so neither its certificate nor its records cover it.`,
      fix: `Use a host under the domain, e.g. "${name}.${domainHost}".`,
    },
  ];
}

const hostOfRouted = (path: string, name: string): Problem => ({
  path,
  code: "HostOfRoutedSite",
  message: `A route leads to the site ${name}, and the route says on which host.`,
  fix: "Remove the host here, and write it in front of the route's path if it is another than the domain.",
});

const hostMissing = (path: string, name: string, domainHost: string): Problem => ({
  path,
  code: "SiteHostMissing",
  message: `No route leads to the site ${name}, and the domain ${domainHost} is the ingress's.`,
  fix: `Give the site a host, e.g. "${name}.${domainHost}", or put the ingress behind CloudFront with cdn: true and let a route lead to the site.`,
});

/** A host is one distribution's or the load balancer's, never both. */
function checkTakenHosts(app: App, description: Description): Problem[] {
  const ingressHosts = new Set(app.ingress?.hosts ?? []);
  const seen = new Map<string, string>();
  const alone = standaloneSites(description, app.environment.domain?.host ?? null);
  return alone.flatMap(({ name, host }): Problem[] => {
    if (host === null) return [];
    const owner = ingressHosts.has(host) ? INGRESS_ADDRESS : seen.get(host);
    seen.set(host, addressOf("site", name));
    if (owner === undefined) return [];
    return [
      {
        path: `${addressOf("site", name)}.host`,
        code: "HostTaken",
        message: `${host} is the host of ${owner} already.`,
        fix: "Give the site a host of its own, or let a route of an ingress with cdn: true lead to it.",
      },
    ];
  });
}

/** An error page is a whole distribution's: it would stand in place of a service's own 404 answers. */
const checkNotFoundPages = (app: App): Problem[] =>
  (app.cdn?.distributions ?? []).flatMap(({ behaviors, name: host }) =>
    app.sites.flatMap((site): Problem[] => {
      const isHere = behaviors.some(({ to }) => to.kind === "site" && to.site === site.name);
      if (site.notFound.kind === "spa" || !isHere || behaviors.length === 1) return [];
      return [
        {
          path: `${addressOf("site", site.name)}.notFound`,
          code: "NotFoundPageBesideOthers",
          message: `${host} leads to more than the site ${site.name}; CloudFront would answer every 404 there, a service's too, with ${site.notFound.page}.`,
          fix: 'Use notFound: "spa", or give the site a host of its own.',
        },
      ];
    }),
  );
