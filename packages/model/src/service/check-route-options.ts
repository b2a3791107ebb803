import type { Problem } from "@fairlead/errors";
import type { Check } from "../app/check.js";
import type { Described } from "../app/described-app.js";

/** Options that only say something behind a route, or with a port. */
export const checkRouteOptions: Check = (app, { services }) =>
  services.flatMap((service) => {
    const resolved = app.services.find(({ name }) => name === service.name);
    const routed = resolved !== undefined && resolved.targetHealth !== null;
    return routed ? checkRouted(service) : checkUnrouted(service);
  });

function checkRouted({ address, options, broken }: Described<"service">): Problem[] {
  if (options.port !== undefined || broken.has("port")) return [];
  return [
    {
      path: `${address}.port`,
      code: "RouteWithoutPort",
      message: `A route leads to ${address}, but nothing says which port it listens on.`,
      fix: "State it, e.g. port: 8080, or remove the route.",
    },
  ];
}

function checkUnrouted({ address, options, broken }: Described<"service">): Problem[] {
  const tasks = typeof options.tasks === "object" ? options.tasks : {};
  const strategy = options.rollout?.strategy ?? "rolling";
  return [
    ...needsRoute(tasks.requestsPerTask !== undefined, {
      path: `${address}.tasks.requestsPerTask`,
      what: "Scaling on requests counts what a load balancer sends",
      otherwise: "scale on cpuPercent or memoryPercent",
    }),
    ...needsRoute(strategy !== "rolling" && strategy !== "stop-then-start", {
      path: `${address}.rollout`,
      what: `A ${strategy} rollout shifts a load balancer's traffic`,
      otherwise: 'use { strategy: "rolling" }',
    }),
    ...(options.health === undefined || options.port !== undefined || broken.has("port")
      ? []
      : [
          {
            path: `${address}.health`,
            code: "HealthWithoutPort",
            message: `A load balancer would ask ${address} for its health, but it has neither a port nor a route.`,
            fix: "State the port and a route, or use containerHealth, which asks inside the container.",
          },
        ]),
  ];
}

const needsRoute = (
  isStated: boolean,
  { path, what, otherwise }: { readonly path: string; readonly what: string; readonly otherwise: string },
): Problem[] =>
  isStated
    ? [
        {
          path,
          code: "NeedsRoute",
          message: `${what}, but no route leads to ${path.split(".").slice(0, 2).join(".")}.`,
          fix: `Add a route to it in the ingress, or ${otherwise}.`,
        },
      ]
    : [];
