import { isRecord, isTrue, type JsonRecord, parseJson, recordOf, textOf } from "../../json/json-value.js";
import type { EmulatedApi } from "../api/emulated-api.js";
import { byCalls } from "../resources/by-calls.js";
import { secretsManager } from "../resources/calls.js";
import { pick } from "../resources/pick.js";
import type { TypeDecision } from "../resources/resource-maker.js";

export const SECRET: TypeDecision = {
  type: "AWS::SecretsManager::Secret",
  proof: "proved",
  because:
    "It is kept with its value, and templates that resolve it are refused without it; tasks that name it aren't. Encryption and policies are not tried.",
  maker: byCalls({
    create: async (asked, api) => {
      const { properties } = asked;
      const value = await valueOf(properties, api);
      const answer = await secretsManager(api, "CreateSecret", {
        ...pick(properties, ["Description", "KmsKeyId", "Tags"]),
        Name: textOf(properties["Name"]) || asked.generatedName,
        ...(value === null ? {} : { SecretString: value }),
        ...(properties["ReplicaRegions"] === undefined ? {} : { AddReplicaRegions: properties["ReplicaRegions"] }),
      });
      const physicalId = textOf(answer["ARN"]);
      return { physicalId, attributes: { Id: physicalId } };
    },
    update: async (physicalId, { properties }, api) => {
      const value = properties["SecretString"];
      await secretsManager(api, "UpdateSecret", {
        ...pick(properties, ["Description", "KmsKeyId"]),
        SecretId: physicalId,
        ...(value === undefined ? {} : { SecretString: value }),
      });
      return { physicalId, attributes: { Id: physicalId } };
    },
    remove: async (physicalId, _asked, api) => {
      await secretsManager(api, "DeleteSecret", { SecretId: physicalId, ForceDeleteWithoutRecovery: true });
    },
  }),
};

async function valueOf(properties: JsonRecord, api: EmulatedApi): Promise<string | null> {
  const stated = properties["SecretString"];
  if (stated !== undefined) return textOf(stated);
  if (properties["GenerateSecretString"] === undefined) return null;
  const generate = recordOf(properties["GenerateSecretString"]);
  const key = textOf(generate["GenerateStringKey"]);
  const answer = await secretsManager(api, "GetRandomPassword", {
    PasswordLength: Number(textOf(generate["PasswordLength"]) || "32"),
    ExcludePunctuation: isTrue(generate["ExcludePunctuation"]),
    ExcludeCharacters: textOf(generate["ExcludeCharacters"]),
    IncludeSpace: isTrue(generate["IncludeSpace"]),
  });
  const password = textOf(answer["RandomPassword"]);
  if (key === "") return password;
  const template = parseJson(textOf(generate["SecretStringTemplate"]) || "{}");
  return JSON.stringify({ ...(isRecord(template) ? template : {}), [key]: password });
}
