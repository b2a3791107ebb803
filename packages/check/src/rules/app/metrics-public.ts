import { INGRESS_ADDRESS, type ResolvedIngress, type ResolvedRoute } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** Where Prometheus and its clients expose metrics by convention. */
const METRICS_PATHS = ["/metrics", "/metrics/prometheus"] as const;

/** As ALB compares: `*` stands for any number of characters, `?` for one; upper and lower case differ. */
function matchesPath(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(path);
}

/** The rule that answers a request to a host, seen from an address that no rule names. */
const answeringRoute = (ingress: ResolvedIngress, host: string | null, path: string): ResolvedRoute | undefined =>
  [...ingress.routes]
    .sort((a, b) => a.priority - b.priority)
    .find(
      (route) =>
        (route.host === null || route.host === host) && route.sourceCidrs.length === 0 && matchesPath(route.path, path),
    );

export const metricsPublic: AppRule = {
  code: "MetricsPublic",
  severity: "warning",
  title: "Metrics can be read from the internet",
  why: "Metrics endpoints ask for no sign-in and tell volumes, models, routes and often names of customers.",
  fix: "Keep the not-found rules for metrics paths in front of routes that would match them.",
  link: "https://prometheus.io/docs/operating/security/",
  check: ({ ingress }) => {
    if (ingress === null) return [];
    const hosts: readonly (string | null)[] = ingress.hosts.length === 0 ? [null] : ingress.hosts;
    return hosts.flatMap((host) =>
      METRICS_PATHS.filter((path) => answeringRoute(ingress, host, path)?.action.kind === "forward").map((path) => ({
        address: INGRESS_ADDRESS,
        message: `The path ${host ?? ""}${path} is forwarded to a service and answers to every address.`,
      })),
    );
  },
};
