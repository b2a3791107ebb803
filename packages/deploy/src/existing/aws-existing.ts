import { paginateDescribeLogGroups, CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ECRClient, paginateDescribeRepositories } from "@aws-sdk/client-ecr";
import { paginateListSecrets, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { Existing, NamedKind } from "./existing.js";

export function awsExisting(configuration: ClientConfiguration): Existing {
  const listers: Readonly<Record<NamedKind, (prefix: string) => Promise<readonly string[]>>> = {
    "log-group": logGroups(configuration),
    repository: repositories(configuration),
    secret: secrets(configuration),
  };
  return {
    named: (kind, prefix) =>
      explained({ doing: `list what there is of kind ${kind}`, subject: prefix }, () => listers[kind](prefix)),
  };
}

function logGroups(configuration: ClientConfiguration) {
  const client = new CloudWatchLogsClient(configuration);
  return async (logGroupNamePrefix: string): Promise<readonly string[]> => {
    const names: string[] = [];
    for await (const page of paginateDescribeLogGroups({ client }, { logGroupNamePrefix }))
      for (const { logGroupName } of page.logGroups ?? []) if (logGroupName !== undefined) names.push(logGroupName);
    return names;
  };
}

function repositories(configuration: ClientConfiguration) {
  const client = new ECRClient(configuration);
  return async (prefix: string): Promise<readonly string[]> => {
    const names: string[] = [];
    for await (const page of paginateDescribeRepositories({ client }, {}))
      for (const { repositoryName = "" } of page.repositories ?? [])
        if (repositoryName.startsWith(prefix)) names.push(repositoryName);
    return names;
  };
}

function secrets(configuration: ClientConfiguration) {
  const client = new SecretsManagerClient(configuration);
  return async (prefix: string): Promise<readonly string[]> => {
    const names: string[] = [];
    const question = {
      // A secret that waits for its deletion keeps its name.
      IncludePlannedDeletion: true,
      Filters: [{ Key: "name" as const, Values: [prefix] }],
    };
    for await (const page of paginateListSecrets({ client }, question))
      for (const { Name = "" } of page.SecretList ?? []) if (Name.startsWith(prefix)) names.push(Name);
    return names;
  };
}
