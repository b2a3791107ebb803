import { type AppDefinition, image, ingress, service } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import type { Mistake } from "../mistake.js";
import { portOfTheContainer } from "../shown.js";
import { PRODUCTION, proxy, proxyAlone } from "./proxy-parts.js";

const admin = () =>
  service("admin", {
    image: image("proxy"),
    command: ["admin"],
    port: 8081,
    health: "/auth/login",
    traits: { paths: ["/", "/dashboard*", "/auth/*", "/projects*", "/tokens*", "/audit*", "/health"] },
  });

const toProxy = (...paths: readonly string[]): AppDefinition => {
  const target = proxy();
  return describeRoots({ ingress: ingress({ routes: Object.fromEntries(paths.map((path) => [path, target])) }) });
};

/** How requests come in, and which of them shouldn't. */
export const ROUTING: readonly Mistake[] = [
  {
    id: "admin-under-a-prefix",
    mistake:
      "/admin/* leads to the admin page, which has no such prefix: it answers 404, and its redirect to /dashboard leads to nothing.",
    outcome: {
      kind: "found",
      in: () => describeRoots({ ingress: ingress({ routes: { "/v1/*": proxy(), "/admin/*": admin() } }) }),
      finding: "RouteNotAnswered",
      on: "ingress",
    },
  },
  {
    id: "admin-port-closed",
    mistake:
      "The admin page listens on 8081, which the table of security groups doesn't open: its targets stay unhealthy.",
    outcome: {
      kind: "unwritable",
      because: "There are no security groups to write; a route opens the one port that its service states.",
      app: () => describeRoots({ ingress: ingress({ routes: { "/dashboard*": admin() } }) }),
      holds: portOfTheContainer(8081),
    },
  },
  {
    id: "management-is-public",
    mistake:
      "/manage/* is on the public load balancer, behind one token that is compared character by character and never locked.",
    outcome: {
      kind: "found",
      in: () => toProxy("/v1/*", "/manage/*"),
      finding: "ManagementRouteOpen",
      on: "ingress",
    },
  },
  {
    id: "metrics-are-public",
    mistake: "The load balancer passes everything on to a proxy whose /metrics asks for no sign-in.",
    outcome: {
      kind: "found",
      in: () => describeRoots({ ingress: ingress({ private: [], routes: { "/*": proxy() } }) }),
      finding: "MetricsPublic",
      on: "ingress",
    },
  },
  {
    id: "no-rate-limit",
    mistake:
      "The app reads limits per address and never applies them, and the firewall is optional: one stolen token spends the month's budget in an hour.",
    outcome: {
      kind: "found",
      in: () => describeRoots({ ingress: ingress({ waf: false, routes: { "/v1/*": proxy() } }) }, PRODUCTION),
      finding: "FirewallMissing",
      on: "ingress",
    },
  },
  {
    id: "health-asks-what-all-share",
    mistake:
      "/health is to ask the database and Redis, and the load balancer is to ask /health: one hiccup of Redis replaces every task.",
    outcome: {
      kind: "found",
      in: () => proxyAlone({ health: "/health", traits: { healthAsks: ["the database", "Redis"] } }),
      finding: "HealthSharesFate",
      on: "services.proxy",
    },
  },
];
