import { listOf, recordOf } from "../../json/json-value.js";
import { byMoto } from "../resources/by-moto.js";
import type { TypeDecision } from "../resources/resource-maker.js";

export const KMS_KEY: TypeDecision = {
  type: "AWS::KMS::Key",
  proof: "stored only",
  because: "The key and its policy are kept; nothing is encrypted with it, and nobody is refused.",
  maker: byMoto({
    // moto's CloudFormation hands tags on to KMS, which has other names for their parts.
    properties: ({ properties }) => ({
      ...properties,
      Tags: listOf(properties["Tags"])
        .map(recordOf)
        .map((tag) => ({ TagKey: tag["Key"] ?? "", TagValue: tag["Value"] ?? "" })),
    }),
    fixed: true,
  }),
};
