import type { Check } from "../app/check.js";
import { type AddressedContainer, containersOf } from "./containers-of.js";

/** What Fargate needs to start a task: the image (its layers come over the S3 gateway endpoint), its logs and its secrets. */
const NEEDED_ENDPOINTS = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"] as const;

const HTTPS_PORT = 443;

/** A task without a way to AWS never starts. */
export const checkInternet: Check = (app) =>
  containersOf(app).flatMap((container) => {
    const missing = neededEndpoints(container).filter((endpoint) => !app.network.interfaceEndpoints.includes(endpoint));
    if (missing.length === 0 || container.internetPorts.includes(HTTPS_PORT)) return [];
    return [
      {
        path: `${container.address}.internet`,
        code: "NoWayToAws",
        message: `Without port ${HTTPS_PORT} to the internet a task can't fetch its image, its secrets or write its logs.`,
        fix: `Add ${HTTPS_PORT}, or the interface endpoints ${missing.join(", ")} to network.interfaceEndpoints of the environment.`,
      },
    ];
  });

/** Parameters are injected from Systems Manager, which has an endpoint of its own. */
const neededEndpoints = ({ environment, sidecars }: AddressedContainer): string[] => [
  ...NEEDED_ENDPOINTS,
  ...([environment, ...sidecars.map((sidecar) => sidecar.environment)]
    .flat()
    .some(({ value }) => value.kind === "parameter")
    ? ["ssm"]
    : []),
];
