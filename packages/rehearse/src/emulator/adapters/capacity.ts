import { isList, isRecord, type JsonRecord, type JsonValue, textOf } from "../../json/json-value.js";
import { byCalls } from "../resources/by-calls.js";
import { ecs } from "../resources/calls.js";
import type { TypeDecision } from "../resources/resource-maker.js";

export const CAPACITY_PROVIDER: TypeDecision = {
  type: "AWS::ECS::CapacityProvider",
  proof: "stored only",
  because: "It is kept with its Auto Scaling group; no instance is started for a task.",
  maker: byCalls({
    create: async ({ properties, generatedName }, api) => {
      const name = textOf(properties["Name"]) || generatedName;
      await ecs(api, "CreateCapacityProvider", { ...inCamelCase(properties), name });
      return { physicalId: name };
    },
    update: (physicalId) => Promise.resolve({ physicalId }),
    remove: async (physicalId, _asked, api) => {
      await ecs(api, "DeleteCapacityProvider", { capacityProvider: physicalId });
    },
  }),
};

export const CAPACITY_PROVIDER_ASSOCIATIONS: TypeDecision = {
  type: "AWS::ECS::ClusterCapacityProviderAssociations",
  proof: "proved",
  because: "The cluster must be there, and keeps the list of its providers, which are not looked for.",
  maker: byCalls({
    create: async ({ properties }, api) => {
      await ecs(api, "PutClusterCapacityProviders", inCamelCase(properties));
      return { physicalId: textOf(properties["Cluster"]) };
    },
    update: async (physicalId, { properties }, api) => {
      await ecs(api, "PutClusterCapacityProviders", inCamelCase(properties));
      return { physicalId };
    },
    remove: async (physicalId, _asked, api) => {
      await ecs(api, "PutClusterCapacityProviders", {
        cluster: physicalId,
        capacityProviders: [],
        defaultCapacityProviderStrategy: [],
      });
    },
  }),
};

/** ECS's own calls begin every name with a small letter. */
export function inCamelCase(properties: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), inside(value)]),
  );
}

const inside = (value: JsonValue): JsonValue => {
  if (isList(value)) return value.map(inside);
  return isRecord(value) ? inCamelCase(value) : value;
};
