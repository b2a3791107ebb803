import { isRecord, listOf, numberOf } from "../../json/json-value.js";
import { byMoto } from "../resources/by-moto.js";
import type { TypeDecision } from "../resources/resource-maker.js";

export const LOG_GROUP: TypeDecision = {
  type: "AWS::Logs::LogGroup",
  proof: "proved",
  because:
    "What release jobs write lies in it, and is read by the verbs; a retention changed by hand is found as drift. Its key is not looked for.",
  maker: {
    ...byMoto({ name: "LogGroupName" }),
    read: async ({ physicalId }, api) => {
      const target = "Logs_20140328.DescribeLogGroups";
      const { logGroups } = await api.json({ service: "logs", target, body: { logGroupNamePrefix: physicalId } });
      const group = listOf(logGroups)
        .filter(isRecord)
        .find(({ logGroupName }) => logGroupName === physicalId);
      return group === undefined ? null : { RetentionInDays: numberOf(group["retentionInDays"]) };
    },
  },
};
