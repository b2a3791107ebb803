import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import type { ResolvedApp } from "../app/resolved-app.js";
import type { ResolvedService } from "../service/resolved-service.js";
import { type EachContainer, eachContainerOf } from "../service/containers-of.js";
import { calledService } from "./called-service.js";
import { usesDns } from "./resolved-endpoint.js";

/** Who calls a service must find it there, and listening. */
export const checkCalls: Check = (app, { services }) => [
  ...eachContainerOf(app).flatMap((caller) =>
    caller.environment.flatMap(({ name, value }) => {
      const callee = app.services.find((service) => service.name === calledService(value));
      const isPortBroken = services.some((service) => service.name === callee?.name && service.broken.has("port"));
      return callee === undefined ? [] : checkCall(app, caller, { variable: name, callee, isPortBroken });
    }),
  ),
  ...app.services.flatMap(checkLookedUp),
];

interface Call {
  readonly variable: string;
  readonly callee: ResolvedService;
  /** Then a problem says so already. */
  readonly isPortBroken: boolean;
}

function checkCall(
  { jobs }: ResolvedApp,
  { address, path: container }: EachContainer,
  { variable, callee, isPortBroken }: Call,
): Problem[] {
  const path = `${container}.env.${variable}`;
  const to = addressOf("service", callee.name);
  const job = jobs.find(({ name }) => addressOf("job", name) === address);
  return [
    ...(callee.port === null && !isPortBroken
      ? [
          {
            path,
            code: "CalledServiceWithoutPort",
            message: `${address} calls ${to}, but nothing says which port it listens on.`,
            fix: `State it at ${to}, e.g. port: 8080.`,
          },
        ]
      : []),
    ...(job?.trigger.kind === "release"
      ? [
          {
            path,
            code: "ReleaseJobCallsService",
            message: `${address} runs before the services are released, so ${to} isn't there yet the first time, and answers as its old revision every other time.`,
            fix: "Do the work that needs the service in a job that runs on demand after the release, and leave the rest here.",
          },
        ]
      : []),
  ];
}

/**
 * ECS shifts traffic at load balancers and in Service Connect, and not in DNS: services with service discovery are left out of it
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-implementation.html, 2026-11).
 */
function checkLookedUp({ name, endpoint, rollout }: ResolvedService): Problem[] {
  if (endpoint === null || !usesDns(endpoint) || rollout.strategy === "rolling") return [];
  return [
    {
      path: `${addressOf("service", name)}.rollout`,
      code: "LookupNeedsRolling",
      message: `A job finds ${addressOf("service", name)} by DNS, which shifts no traffic: a ${rollout.strategy} release would hand it tasks of both revisions.`,
      fix: 'Set rollout: { strategy: "rolling" } there, or turn the job into a service.',
    },
  ];
}
