import { addressOf, type ResolvedService } from "@fairlead/model";
import { matchesPath } from "../path-pattern.js";
import type { AppRule } from "../rule.js";

const isOpen = (path: string, except: readonly string[]): boolean =>
  except.some((pattern) => matchesPath(pattern, path));

/** Why the app would not answer the load balancer; each as what is said behind "because". */
function reasons({ targetHealth, traits }: ResolvedService): string[] {
  if (targetHealth === null) return [];
  const { path } = targetHealth;
  return [
    ...(traits.paths === null || isOpen(path, traits.paths) ? [] : [`the app answers ${traits.paths.join(", ")} only`]),
    ...(traits.hosts === null || traits.hosts.includes("*")
      ? []
      : [`the load balancer asks by the task's own address, and the app answers to ${traits.hosts.join(", ")} only`]),
    ...(traits.keyExcept === null || isOpen(path, traits.keyExcept)
      ? []
      : ["the load balancer has no key, and the app wants one there"]),
    ...(traits.rateLimitExcept === null || isOpen(path, traits.rateLimitExcept)
      ? []
      : ["the load balancer's nodes ask every few seconds, and the app limits callers there"]),
  ];
}

export const healthCheckTurnedAway: AppRule = {
  code: "HealthCheckTurnedAway",
  severity: "error",
  title: "The app turns its own health check away",
  why: "A target that answers 401, 404 or 429 to a health check gets no requests, and ECS replaces it again and again.",
  fix: 'Let the health path past the guard in the app and say so in `traits.guards`, or ask for another path in "health".',
  link: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
  check: ({ services }) =>
    services.flatMap((service) =>
      reasons(service).map((reason) => ({
        address: addressOf("service", service.name),
        message: `The health check of service "${service.name}" at ${service.targetHealth?.path ?? ""} will fail, because ${reason}.`,
      })),
    ),
};
