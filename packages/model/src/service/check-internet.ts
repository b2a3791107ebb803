import type { Check } from "../app/check.js";
import { containersOf } from "./containers-of.js";

/** What Fargate needs to start a task: the image (its layers come over the S3 gateway endpoint), its logs and its secrets. */
const NEEDED_ENDPOINTS = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"] as const;

const HTTPS_PORT = 443;

/** A task without a way to AWS never starts. */
export const checkInternet: Check = (app) => {
  const missing = NEEDED_ENDPOINTS.filter((endpoint) => !app.network.interfaceEndpoints.includes(endpoint));
  if (missing.length === 0) return [];
  return containersOf(app).flatMap(({ address, internetPorts }) =>
    internetPorts.includes(HTTPS_PORT)
      ? []
      : [
          {
            path: `${address}.internet`,
            code: "NoWayToAws",
            message: `Without port ${HTTPS_PORT} to the internet a task can't fetch its image, its secrets or write its logs.`,
            fix: `Add ${HTTPS_PORT}, or the interface endpoints ${missing.join(", ")} to network.interfaceEndpoints of the environment.`,
          },
        ],
  );
};
