import { textOf } from "../../json/json-value.js";
import { byCalls } from "../resources/by-calls.js";
import { cloudWatch } from "../resources/calls.js";
import type { TypeDecision } from "../resources/resource-maker.js";

export const ALARM: TypeDecision = {
  type: "AWS::CloudWatch::Alarm",
  proof: "stored only",
  because: "It is kept as written; no metric moves it, and whether it rings is the rehearsal's to say.",
  maker: byCalls({
    create: async ({ properties, generatedName, region, account }, api) => {
      const physicalId = textOf(properties["AlarmName"]) || generatedName;
      await cloudWatch(api, "PutMetricAlarm", { ...properties, AlarmName: physicalId });
      return { physicalId, attributes: { Arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${physicalId}` } };
    },
    remove: async (physicalId, _asked, api) => {
      await cloudWatch(api, "DeleteAlarms", { AlarmNames: [physicalId] });
    },
  }),
};
