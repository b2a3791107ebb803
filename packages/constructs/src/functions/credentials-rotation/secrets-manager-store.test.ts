import { ResourceNotFoundException } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it } from "vitest";
import { createSecretsManagerStore, type SecretsManagerCalls } from "./secrets-manager-store.js";

const METADATA = { $metadata: {} };

describe("the store in Secrets Manager", () => {
  it("takes a version that is not there, or holds nothing yet, for no value", async () => {
    const store = createSecretsManagerStore(
      calls({
        getSecretValue: () =>
          Promise.reject(new ResourceNotFoundException({ message: "no such version", ...METADATA })),
      }),
    );
    expect(await store.readVersion("arn", "version")).toBeNull();
  });

  it("lets every other failure through, so that Secrets Manager repeats the step", async () => {
    const store = createSecretsManagerStore(
      calls({ getSecretValue: () => Promise.reject(new TypeError("throttled")) }),
    );
    await expect(store.readCurrent("arn")).rejects.toThrow("throttled");
  });

  it("gives a pending version the id that Secrets Manager asked for, so that a repetition makes no second one", async () => {
    const sent: unknown[] = [];
    const store = createSecretsManagerStore(
      calls({
        putSecretValue: (input: unknown) => {
          sent.push(input);
          return Promise.resolve(METADATA);
        },
      }),
    );
    await store.putPending("arn", "version", "value");
    expect(sent).toEqual([
      { SecretId: "arn", ClientRequestToken: "version", SecretString: "value", VersionStages: ["AWSPENDING"] },
    ]);
  });

  it("moves the label from the version that has it to the new one in one call", async () => {
    const sent: unknown[] = [];
    const store = createSecretsManagerStore(
      calls({
        updateSecretVersionStage: (input: unknown) => {
          sent.push(input);
          return Promise.resolve(METADATA);
        },
      }),
    );
    await store.makeCurrent("arn", { from: "old", to: "new" });
    expect(sent).toEqual([
      { SecretId: "arn", VersionStage: "AWSCURRENT", RemoveFromVersionId: "old", MoveToVersionId: "new" },
    ]);
  });
});

/** Calls of which only the given ones are expected. */
function calls(expected: Partial<SecretsManagerCalls>): SecretsManagerCalls {
  const unexpected = () => Promise.reject(new TypeError("An unexpected call."));
  return {
    describeSecret: unexpected,
    getSecretValue: unexpected,
    putSecretValue: unexpected,
    updateSecretVersionStage: unexpected,
    ...expected,
  };
}
