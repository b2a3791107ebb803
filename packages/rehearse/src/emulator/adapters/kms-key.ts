import { listOf, numberOf, recordOf } from "../../json/json-value.js";
import { byMoto } from "../resources/by-moto.js";
import { kms } from "../resources/calls.js";
import type { TypeDecision } from "../resources/resource-maker.js";

export const KMS_KEY: TypeDecision = {
  type: "AWS::KMS::Key",
  proof: "stored only",
  because: "The key and its policy are kept; nothing is encrypted with it, and nobody is refused.",
  maker: byMoto({
    // moto's CloudFormation hands tags on to KMS, which has other names for their parts.
    properties: ({ properties }) => ({
      ...properties,
      // It keeps the policy as it is handed on, and fails over every later call for the key unless that is text.
      KeyPolicy: JSON.stringify(properties["KeyPolicy"] ?? {}),
      Tags: listOf(properties["Tags"])
        .map(recordOf)
        .map((tag) => ({ TagKey: tag["Key"] ?? "", TagValue: tag["Value"] ?? "" })),
    }),
    fixed: true,
    // moto's CloudFormation leaves the key as it is, where CloudFormation schedules its deletion.
    remove: async ({ physicalId }, { properties }, api) => {
      await kms(api, "ScheduleKeyDeletion", {
        KeyId: physicalId,
        PendingWindowInDays: numberOf(properties["PendingWindowInDays"]) ?? 30,
      });
    },
  }),
};
