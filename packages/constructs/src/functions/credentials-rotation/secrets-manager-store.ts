import {
  type GetSecretValueCommandInput,
  ResourceNotFoundException,
  type SecretsManager,
} from "@aws-sdk/client-secrets-manager";
import type { SecretStore } from "./ports.js";

/** Secrets Manager's calls that the store makes. */
export type SecretsManagerCalls = Pick<
  SecretsManager,
  "describeSecret" | "getSecretValue" | "putSecretValue" | "updateSecretVersionStage"
>;

export const createSecretsManagerStore = (calls: SecretsManagerCalls): SecretStore => ({
  async stages(secretArn) {
    const { VersionIdsToStages } = await calls.describeSecret({ SecretId: secretArn });
    return new Map(Object.entries(VersionIdsToStages ?? {}));
  },
  readCurrent: (secretArn) => readValue(calls, { SecretId: secretArn, VersionStage: "AWSCURRENT" }),
  readVersion: (secretArn, versionId) => readValue(calls, { SecretId: secretArn, VersionId: versionId }),
  async putPending(secretArn, versionId, value) {
    await calls.putSecretValue({
      SecretId: secretArn,
      ClientRequestToken: versionId,
      SecretString: value,
      VersionStages: ["AWSPENDING"],
    });
  },
  async putCurrent(secretArn, value) {
    await calls.putSecretValue({ SecretId: secretArn, SecretString: value, VersionStages: ["AWSCURRENT"] });
  },
  async makeCurrent(secretArn, { from, to }) {
    await calls.updateSecretVersionStage({
      SecretId: secretArn,
      VersionStage: "AWSCURRENT",
      RemoveFromVersionId: from,
      MoveToVersionId: to,
    });
  },
});

/** A version that was announced but holds nothing yet is answered like one that isn't there. */
async function readValue(calls: SecretsManagerCalls, input: GetSecretValueCommandInput): Promise<string | null> {
  try {
    const { SecretString } = await calls.getSecretValue(input);
    return SecretString ?? null;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}
