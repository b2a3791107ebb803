import { recordOf, textOf } from "../../json/json-value.js";
import { byCalls } from "../resources/by-calls.js";
import { logs } from "../resources/calls.js";
import type { TypeDecision } from "../resources/resource-maker.js";

const BECAUSE = "Deliveries are refused without it. What it names is not looked for, and no log is delivered.";

export const LOG_DELIVERY_SOURCE: TypeDecision = {
  type: "AWS::Logs::DeliverySource",
  proof: "proved",
  because: BECAUSE,
  maker: byCalls({
    create: async ({ properties, generatedName }, api) => {
      const name = textOf(properties["Name"]) || generatedName;
      const { ResourceArn: resourceArn = "", LogType: logType = "" } = properties;
      await logs(api, "PutDeliverySource", { name, resourceArn, logType });
      return { physicalId: name };
    },
    remove: async (physicalId, _asked, api) => {
      await logs(api, "DeleteDeliverySource", { name: physicalId });
    },
  }),
};

export const LOG_DELIVERY_DESTINATION: TypeDecision = {
  type: "AWS::Logs::DeliveryDestination",
  proof: "proved",
  because: BECAUSE,
  maker: byCalls({
    create: async ({ properties, generatedName }, api) => {
      const name = textOf(properties["Name"]) || generatedName;
      const answer = await logs(api, "PutDeliveryDestination", {
        name,
        outputFormat: properties["OutputFormat"] ?? "json",
        deliveryDestinationConfiguration: { destinationResourceArn: properties["DestinationResourceArn"] ?? "" },
      });
      return { physicalId: name, attributes: { Arn: recordOf(answer["deliveryDestination"])["arn"] ?? "" } };
    },
    remove: async (physicalId, _asked, api) => {
      await logs(api, "DeleteDeliveryDestination", { name: physicalId });
    },
  }),
};

export const LOG_DELIVERY: TypeDecision = {
  type: "AWS::Logs::Delivery",
  proof: "proved",
  because: "Its source and its destination must be there; no log is delivered.",
  maker: byCalls({
    create: async ({ properties }, api) => {
      const answer = await logs(api, "CreateDelivery", {
        deliverySourceName: properties["DeliverySourceName"] ?? "",
        deliveryDestinationArn: properties["DeliveryDestinationArn"] ?? "",
      });
      const id = textOf(recordOf(answer["delivery"])["id"]);
      return { physicalId: id, attributes: { DeliveryId: id } };
    },
    remove: async (physicalId, _asked, api) => {
      await logs(api, "DeleteDelivery", { id: physicalId });
    },
  }),
};
