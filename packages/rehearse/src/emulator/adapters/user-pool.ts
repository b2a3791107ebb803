import { recordOf, textOf } from "../../json/json-value.js";
import { byCalls } from "../resources/by-calls.js";
import { cognito } from "../resources/calls.js";
import { omit } from "../resources/pick.js";
import type { TypeDecision } from "../resources/resource-maker.js";

export const USER_POOL: TypeDecision = {
  type: "AWS::Cognito::UserPool",
  proof: "proved",
  because: "Its clients are refused without it. Nobody signs in.",
  maker: byCalls({
    create: async ({ properties, generatedName, region }, api) => {
      const { EmailConfiguration, ...rest } = omit(properties, ["EnabledMfas", "UserPoolName"]);
      const answer = await cognito(api, "CreateUserPool", {
        ...rest,
        PoolName: textOf(properties["UserPoolName"]) || generatedName,
        ...(EmailConfiguration === undefined ? {} : { EmailConfiguration }),
      });
      const pool = recordOf(answer["UserPool"]);
      const id = textOf(pool["Id"]);
      const provider = `cognito-idp.${region}.amazonaws.com/${id}`;
      return {
        physicalId: id,
        attributes: {
          Arn: pool["Arn"] ?? "",
          ProviderName: provider,
          ProviderURL: `https://${provider}`,
          UserPoolId: id,
        },
      };
    },
    update: async (physicalId, { properties }, api) => {
      await cognito(api, "UpdateUserPool", {
        ...omit(properties, ["EnabledMfas", "UserPoolName", "Schema"]),
        UserPoolId: physicalId,
      });
      return { physicalId };
    },
    remove: async (physicalId, _asked, api) => {
      await cognito(api, "DeleteUserPool", { UserPoolId: physicalId });
    },
  }),
};

export const USER_POOL_CLIENT: TypeDecision = {
  type: "AWS::Cognito::UserPoolClient",
  proof: "proved",
  because: "Its pool must be there.",
  maker: byCalls({
    create: async ({ properties }, api) => {
      const answer = await cognito(api, "CreateUserPoolClient", properties);
      const id = textOf(recordOf(answer["UserPoolClient"])["ClientId"]);
      return { physicalId: id, attributes: { ClientId: id } };
    },
    update: async (physicalId, { properties }, api) => {
      await cognito(api, "UpdateUserPoolClient", { ...omit(properties, ["GenerateSecret"]), ClientId: physicalId });
      return { physicalId, attributes: { ClientId: physicalId } };
    },
    remove: async (physicalId, { properties }, api) => {
      await cognito(api, "DeleteUserPoolClient", { UserPoolId: properties["UserPoolId"] ?? "", ClientId: physicalId });
    },
  }),
};

export const USER_POOL_DOMAIN: TypeDecision = {
  type: "AWS::Cognito::UserPoolDomain",
  proof: "stored only",
  because: "It is kept; nothing answers there.",
  maker: byCalls({
    create: async ({ properties }, api) => {
      const domain = textOf(properties["Domain"]);
      await cognito(api, "CreateUserPoolDomain", { Domain: domain, UserPoolId: properties["UserPoolId"] ?? "" });
      return { physicalId: domain };
    },
    remove: async (physicalId, { properties }, api) => {
      await cognito(api, "DeleteUserPoolDomain", { Domain: physicalId, UserPoolId: properties["UserPoolId"] ?? "" });
    },
  }),
};
