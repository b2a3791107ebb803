import { recordOf, textOf } from "../../json/json-value.js";
import { byCalls } from "../resources/by-calls.js";
import { ecs } from "../resources/calls.js";
import type { ResourceMaker, TypeDecision } from "../resources/resource-maker.js";
import { inCamelCase } from "./capacity.js";

export const ECS_SERVICE: TypeDecision = {
  type: "AWS::ECS::Service",
  proof: "proved",
  because:
    "Cluster, task definition, subnets, security groups, target groups and namespace must be there, though not its role, capacity provider, listener rule, registry and log group. Deployments, counts and targets are the simulator's, read back by the verbs.",
  maker: byCalls({
    create: async ({ properties, generatedName }, api) => {
      const body = inCamelCase(properties);
      const serviceName = textOf(properties["ServiceName"]) || generatedName;
      // What it lacks, moto fails over.
      const answer = await ecs(api, "CreateService", { desiredCount: 1, ...body, serviceName });
      return describe(recordOf(answer["service"]));
    },
    update: async (physicalId, { properties }, api) => {
      const body = inCamelCase(properties);
      const answer = await ecs(api, "UpdateService", {
        cluster: body["cluster"] ?? "",
        service: physicalId,
        taskDefinition: body["taskDefinition"] ?? "",
        ...(body["desiredCount"] === undefined ? {} : { desiredCount: body["desiredCount"] }),
      });
      return describe(recordOf(answer["service"]));
    },
    remove: async (physicalId, { properties }, api) => {
      await ecs(api, "DeleteService", { cluster: properties["Cluster"] ?? "", service: physicalId, force: true });
    },
  }),
};

const describe = (service: ReturnType<typeof recordOf>) => ({
  physicalId: textOf(service["serviceArn"]),
  attributes: { Name: service["serviceName"] ?? "", ServiceArn: service["serviceArn"] ?? "" },
});

const register: ResourceMaker["create"] = async ({ properties, generatedName }, api) => {
  const family = textOf(properties["Family"]) || generatedName;
  const answer = await ecs(api, "RegisterTaskDefinition", { ...inCamelCase(properties), family });
  const physicalId = textOf(recordOf(answer["taskDefinition"])["taskDefinitionArn"]);
  return { physicalId, attributes: { TaskDefinitionArn: physicalId } };
};

export const TASK_DEFINITION: TypeDecision = {
  type: "AWS::ECS::TaskDefinition",
  proof: "proved",
  because:
    "Services are refused without it, and the images that it pins are read back. Its roles, secrets, log groups and volumes are not looked for.",
  maker: {
    create: register,
    update: async (_made, { after }, api) => ({ ...(await register(after, api)), replaces: true }),
    // It stays, as in ECS, and nothing new may use it.
    remove: async ({ physicalId }, _asked, api) => {
      await ecs(api, "DeregisterTaskDefinition", { taskDefinition: physicalId });
    },
  },
};
