import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  type GetRandomPasswordCommandInput,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { expectPresent } from "@fairlead/errors";
import { isAwsCode } from "../aws/aws-error-facts.js";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import type { GeneratedValue, SecretStore, StoredSecret } from "./secret-store.js";
import { SecretText } from "./secret-text.js";

/** The version that ECS injects when a task definition names none. */
const CURRENT = "AWSCURRENT";

/** Secrets Manager. */
export function awsSecretStore(configuration: ClientConfiguration): SecretStore {
  const client = new SecretsManagerClient(configuration);
  return {
    describe: async (names) => {
      const found = await Promise.all(
        names.map((name) => explained({ doing: "look at a secret", subject: name }, () => describe(client, name))),
      );
      return found.flatMap((secret) => secret ?? []);
    },
    read: (name) =>
      explained({ doing: "read a secret, to compare it", subject: name }, async () => {
        try {
          const { SecretString } = await client.send(
            new GetSecretValueCommand({ SecretId: name, VersionStage: CURRENT }),
          );
          return SecretString === undefined ? null : new SecretText(SecretString);
        } catch (error) {
          // The secret or its first value isn't there.
          if (isAwsCode(error, "ResourceNotFoundException")) return null;
          throw error;
        }
      }),
    write: (name, value) =>
      explained({ doing: "write a secret", subject: name }, async () => {
        const { VersionId } = await client.send(
          new PutSecretValueCommand({ SecretId: name, SecretString: value.reveal() }),
        );
        return expectPresent(VersionId, "Secrets Manager's VersionId");
      }),
    makeCurrent: (name, version) =>
      explained({ doing: "take a secret back to its value before", subject: name }, async () => {
        const held = await describe(client, name);
        await client.send(
          new UpdateSecretVersionStageCommand({
            SecretId: name,
            VersionStage: CURRENT,
            MoveToVersionId: version,
            ...(held?.version === undefined || held.version === null ? {} : { RemoveFromVersionId: held.version }),
          }),
        );
      }),
    generate: (recipe) =>
      explained({ doing: "make a value by chance", subject: null }, async () => {
        const { RandomPassword } = await client.send(new GetRandomPasswordCommand(recipeOf(recipe)));
        return new SecretText(expectPresent(RandomPassword, "Secrets Manager's RandomPassword"));
      }),
    startRotation: (name) =>
      explained({ doing: "start the rotation of a secret", subject: name }, async () => {
        await client.send(new RotateSecretCommand({ SecretId: name, RotateImmediately: true }));
      }),
  };
}

async function describe(client: SecretsManagerClient, name: string): Promise<StoredSecret | null> {
  try {
    const answer = await client.send(new DescribeSecretCommand({ SecretId: name }));
    const stages = Object.entries(answer.VersionIdsToStages ?? {});
    return {
      name,
      version: stages.find(([, names]) => names.includes(CURRENT))?.[0] ?? null,
      changedAtMs: answer.LastChangedDate?.getTime() ?? null,
      rotates: answer.RotationEnabled === true,
    };
  } catch (error) {
    if (isAwsCode(error, "ResourceNotFoundException")) return null;
    throw error;
  }
}

/** As `secretGeneration` in the templates has it, so that a new value is of the same kind as the first. */
function recipeOf(recipe: GeneratedValue): GetRandomPasswordCommandInput {
  const common = { PasswordLength: recipe.length, ExcludePunctuation: true, IncludeSpace: false };
  switch (recipe.kind) {
    case "letters-and-digits":
      return common;
    case "hexadecimal":
      return {
        ...common,
        ExcludeUppercase: true,
        ExcludeCharacters: "ghijklmnopqrstuvwxyz",
        RequireEachIncludedType: false,
      };
  }
}
