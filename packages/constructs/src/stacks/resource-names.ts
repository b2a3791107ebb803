import { createHash } from "node:crypto";
import type { ResolvedApp } from "@fairlead/model";

/** `<app>-<environment>`: what every name of an environment begins with, and the name of its ECS cluster. */
export const environmentPrefix = (app: ResolvedApp): string => `${app.name}-${app.environment.name}`;

/** CloudFormation's name of a stack; the role is the class name without the word Stack. */
export const stackName = (app: ResolvedApp, role: string): string => `${environmentPrefix(app)}-${role}`;

/** The ECS cluster of an environment. */
export const clusterName = (app: ResolvedApp): string => environmentPrefix(app);

/** `<app>/<environment>/<path>`: secrets and repositories; with a leading slash, parameters and log groups. */
export const environmentPath = (app: ResolvedApp, path: string): string =>
  `${app.name}/${app.environment.name}/${path}`;

/**
 * A name that AWS holds to a length. A longer one is cut, and six digits of its hash keep it apart from others with the same
 * beginning; the same input always gives the same name.
 */
export function boundedName(name: string, maximumLength: number): string {
  if (name.length <= maximumLength) return name;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 6);
  return `${name.slice(0, maximumLength - digest.length - 1).replace(/-+$/, "")}-${digest}`;
}

/** Lambda takes 64 characters: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html (2026-11). */
const FUNCTION_NAME_CHARACTERS = 64;

/** The function that rotates the credentials of a database; known beforehand, so that its alarm need not refer to it. */
export const rotationFunctionName = (app: ResolvedApp, database: string): string =>
  boundedName(`${environmentPrefix(app)}-${database}-rotation`, FUNCTION_NAME_CHARACTERS);

/** The function that measures how much work waits in a cache or in a broker, and its schedule, which may be as long. */
export const depthFunctionName = (app: ResolvedApp, part: string): string =>
  boundedName(`${environmentPrefix(app)}-${part}-depth`, FUNCTION_NAME_CHARACTERS);

/** The function that runs the smoke job of a service. */
export const smokeFunctionName = (app: ResolvedApp, service: string): string =>
  boundedName(`${environmentPrefix(app)}-${service}-smoke`, FUNCTION_NAME_CHARACTERS);

/** RDS takes 63 characters, as of all its identifiers (RDS user guide, Naming constraints, as of 2025; assumed of proxies). */
const PROXY_NAME_CHARACTERS = 63;

/** The proxy of a database; its metrics and its log group go by this name. */
export const proxyName = (app: ResolvedApp, database: string): string =>
  boundedName(`${environmentPrefix(app)}-${database}`, PROXY_NAME_CHARACTERS);

/** SQS takes 80 characters: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html (2026-11). */
const QUEUE_NAME_CHARACTERS = 80;

/** The queue of what is known of a scheduled job's failed runs; known beforehand, so that its alarm need not refer to it. */
export const failedRunsQueueName = (app: ResolvedApp, job: string): string =>
  boundedName(`${environmentPrefix(app)}-${job}-failed-runs`, QUEUE_NAME_CHARACTERS);

/** `stream-backlog` as `StreamBacklog`: template parameters and logical ids hold letters and digits only. */
export const pascalCase = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
