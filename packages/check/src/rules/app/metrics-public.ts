import { INGRESS_ADDRESS } from "@fairlead/model";
import { answeringRoute } from "../answering-route.js";
import type { AppRule } from "../rule.js";

/** Where Prometheus and its clients expose metrics by convention. */
const METRICS_PATHS = ["/metrics", "/metrics/prometheus"] as const;

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
