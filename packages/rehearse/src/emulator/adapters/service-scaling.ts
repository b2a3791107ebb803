import { type JsonRecord, textOf } from "../../json/json-value.js";
import { byCalls } from "../resources/by-calls.js";
import { applicationAutoscaling } from "../resources/calls.js";
import { omit, pick } from "../resources/pick.js";
import type { TypeDecision } from "../resources/resource-maker.js";

const SEPARATOR = "|";

export const SCALABLE_TARGET: TypeDecision = {
  type: "AWS::ApplicationAutoScaling::ScalableTarget",
  proof: "proved",
  because: "The service must be there, and its bounds are read by `status` and `scale`. Nothing scales by itself.",
  maker: byCalls({
    create: async ({ properties }, api) => {
      await applicationAutoscaling(
        api,
        "RegisterScalableTarget",
        numbers(omit(properties, ["Tags", "ScheduledActions"])),
      );
      const parts = ["ResourceId", "ScalableDimension", "ServiceNamespace"].map((name) => textOf(properties[name]));
      return { physicalId: parts.join(SEPARATOR) };
    },
    update: async (physicalId, { properties }, api) => {
      await applicationAutoscaling(
        api,
        "RegisterScalableTarget",
        numbers(omit(properties, ["Tags", "ScheduledActions"])),
      );
      return { physicalId };
    },
    remove: async (_id, { properties }, api) => {
      const named = pick(properties, ["ServiceNamespace", "ResourceId", "ScalableDimension"]);
      await applicationAutoscaling(api, "DeregisterScalableTarget", named);
    },
  }),
};

export const SCALING_POLICY: TypeDecision = {
  type: "AWS::ApplicationAutoScaling::ScalingPolicy",
  proof: "stored only",
  because: "It is kept beside its target; no metric makes it act.",
  maker: byCalls({
    create: async ({ properties }, api) => {
      const written = omit(properties, ["ScalingTargetId"]);
      const answer = await applicationAutoscaling(api, "PutScalingPolicy", { ...written, ...target(properties) });
      return { physicalId: textOf(answer["PolicyARN"]), attributes: { Arn: answer["PolicyARN"] ?? "" } };
    },
    remove: async (_id, { properties }, api) => {
      const named = { PolicyName: properties["PolicyName"] ?? "", ...target(properties) };
      await applicationAutoscaling(api, "DeleteScalingPolicy", named);
    },
  }),
};

/** What the target of a policy is, by itself or by the id of the target. */
function target(properties: JsonRecord): JsonRecord {
  const id = textOf(properties["ScalingTargetId"]);
  if (id === "") return pick(properties, ["ServiceNamespace", "ResourceId", "ScalableDimension"]);
  const [ResourceId = "", ScalableDimension = "", ServiceNamespace = ""] = id.split(SEPARATOR);
  return { ResourceId, ScalableDimension, ServiceNamespace };
}

const numbers = (properties: JsonRecord): JsonRecord => ({
  ...properties,
  MinCapacity: Number(textOf(properties["MinCapacity"])),
  MaxCapacity: Number(textOf(properties["MaxCapacity"])),
});
