import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import type { ResolvedApp } from "../app/resolved-app.js";
import { publishedNamespaces } from "../metric/published-namespaces.js";
import { type AddressedContainer, containersOf } from "./containers-of.js";
import type { ResolvedValue } from "./resolved-container.js";

/** What Fargate needs to start a task: the image (its layers come over the S3 gateway endpoint), its logs and its secrets. */
const NEEDED_ENDPOINTS = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"] as const;

/** What is called because a variable names it, in CDK's words. */
const ENDPOINTS_BY_REFERENCE = [
  { kind: "parameter", endpoint: "ssm" },
  { kind: "queue", endpoint: "sqs" },
  { kind: "model", endpoint: "bedrock-runtime" },
] as const satisfies readonly { readonly kind: ResolvedValue["kind"]; readonly endpoint: string }[];

const HTTPS_PORT = 443;

/** A task without a way to AWS never starts. */
export const checkInternet: Check = (app) =>
  containersOf(app).flatMap((container) => {
    const missing = [...neededEndpoints(container), ...metricEndpoints(container, app)].filter(
      (endpoint) => !app.network.interfaceEndpoints.includes(endpoint),
    );
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

/**
 * Parameters are injected from Systems Manager; queues and models are called by the container itself. Each has an endpoint of its own,
 * objects come over the S3 gateway endpoint, and a volume is in the VPC.
 */
function neededEndpoints({ environment, sidecars }: AddressedContainer): string[] {
  const variables = [environment, ...sidecars.map((sidecar) => sidecar.environment)].flat();
  const named = ENDPOINTS_BY_REFERENCE.filter(({ kind }) => variables.some(({ value }) => value.kind === kind));
  return [...NEEDED_ENDPOINTS, ...named.map(({ endpoint }) => endpoint)];
}

/** Metrics that are published by the API take a way of their own; what is in the log goes with it. */
function metricEndpoints({ address }: AddressedContainer, { services }: ResolvedApp): string[] {
  const service = services.find(({ name }) => addressOf("service", name) === address);
  return service === undefined || publishedNamespaces(service).length === 0 ? [] : ["monitoring"];
}
