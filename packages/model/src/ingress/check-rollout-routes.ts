import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";

/**
 * ECS attaches a service to five target groups at most
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/register-multiple-targetgroups.html, read 2026-11). That a pair of
 * groups for traffic that is shifted counts as one is assumed: it is one entry of the service's list of load balancers.
 */
const MOST_SHIFTED_ROUTES = 5;

/** ECS shifts the traffic of one listener rule for each entry of a service's list of load balancers. */
export const checkRolloutRoutes: Check = (app) =>
  app.services.flatMap(({ name, rollout }) => {
    const count = (app.ingress?.routes ?? []).filter(
      ({ action }) => action.kind === "forward" && action.service === name,
    ).length;
    if (rollout.strategy === "rolling" || count <= MOST_SHIFTED_ROUTES) return [];
    return [
      {
        path: `${addressOf("service", name)}.rollout`,
        code: "TooManyRoutesForRollout",
        message: `${count} routes lead to the service, which is released by ${rollout.strategy}; ECS shifts the traffic of at most ${MOST_SHIFTED_ROUTES} routes of a service.`,
        fix: 'Join routes with a wider path pattern, or use { strategy: "rolling" }.',
      },
    ];
  });
