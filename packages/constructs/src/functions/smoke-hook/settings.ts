import { expectPresent } from "@fairlead/errors";
import type { JobRun } from "../release-gate/job-run.js";

/**
 * What one function is for: the smoke job of one service. `taskDefinition` is the family: what runs is its youngest revision, which came
 * with the release.
 */
export interface Settings extends Pick<
  JobRun,
  "assignPublicIp" | "cluster" | "container" | "securityGroups" | "subnets" | "taskDefinition"
> {
  readonly logGroup: string;
  /** Scheme and host, e.g. `https://llm.example.com`. */
  readonly url: string;
  readonly headerName: string;
  /** Name of the secret that holds the beginning of the header's value. */
  readonly headerSecret: string;
  /** What follows it. */
  readonly headerEnd: string;
}

/** The environment variables that carry the settings; the construct writes what {@link parseSettings} reads. */
export type SettingsVariable =
  | "CLUSTER"
  | "TASK_DEFINITION"
  | "CONTAINER"
  /** Separated by commas, as the groups. */
  | "SUBNETS"
  | "SECURITY_GROUPS"
  | "ASSIGN_PUBLIC_IP"
  | "LOG_GROUP"
  | "URL"
  | "HEADER_NAME"
  | "HEADER_SOURCE"
  | "HEADER_END";

export function parseSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const read = (name: SettingsVariable) => expectPresent(environment[name], `The variable ${name}`);
  return {
    cluster: read("CLUSTER"),
    taskDefinition: read("TASK_DEFINITION"),
    container: read("CONTAINER"),
    subnets: read("SUBNETS").split(","),
    securityGroups: read("SECURITY_GROUPS").split(","),
    assignPublicIp: read("ASSIGN_PUBLIC_IP") === "ENABLED" ? "ENABLED" : "DISABLED",
    logGroup: read("LOG_GROUP"),
    url: read("URL"),
    headerName: read("HEADER_NAME"),
    headerSecret: read("HEADER_SOURCE"),
    headerEnd: read("HEADER_END"),
  };
}
