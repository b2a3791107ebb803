import { recordOf, textOf } from "../../json/json-value.js";
import { byCalls } from "../resources/by-calls.js";
import { wafv2 } from "../resources/calls.js";
import type { TypeDecision } from "../resources/resource-maker.js";

export const WEB_ACL: TypeDecision = {
  type: "AWS::WAFv2::WebACL",
  proof: "proved",
  because: "A load balancer can't have it unless it is there. No request is looked at.",
  maker: byCalls({
    create: async ({ properties, generatedName }, api) => {
      const name = textOf(properties["Name"]) || generatedName;
      const answer = await wafv2(api, "CreateWebACL", { ...properties, Name: name });
      const summary = recordOf(answer["Summary"]);
      const id = textOf(summary["Id"]);
      const physicalId = [name, id, textOf(properties["Scope"])].join("|");
      return { physicalId, attributes: { Arn: summary["ARN"] ?? "", Id: id } };
    },
    remove: async (physicalId, _asked, api) => {
      const [Name = "", Id = "", Scope = ""] = physicalId.split("|");
      const found = await wafv2(api, "GetWebACL", { Name, Id, Scope });
      await wafv2(api, "DeleteWebACL", { Name, Id, Scope, LockToken: found["LockToken"] ?? "" });
    },
  }),
};

export const WEB_ACL_ASSOCIATION: TypeDecision = {
  type: "AWS::WAFv2::WebACLAssociation",
  proof: "proved",
  because: "Both the firewall and the load balancer must be there.",
  maker: byCalls({
    create: async ({ properties, generatedName }, api) => {
      const { WebACLArn = "", ResourceArn = "" } = properties;
      await wafv2(api, "AssociateWebACL", { WebACLArn, ResourceArn });
      return { physicalId: generatedName };
    },
    remove: async (_id, { properties }, api) => {
      await wafv2(api, "DisassociateWebACL", { ResourceArn: properties["ResourceArn"] ?? "" });
    },
  }),
};

export const WAF_LOGGING: TypeDecision = {
  type: "AWS::WAFv2::LoggingConfiguration",
  proof: "stored only",
  because: "It is kept as written; nothing is logged.",
  maker: byCalls({
    create: async ({ properties }, api) => {
      await wafv2(api, "PutLoggingConfiguration", { LoggingConfiguration: properties });
      return { physicalId: textOf(properties["ResourceArn"]) };
    },
    remove: async (physicalId, _asked, api) => {
      await wafv2(api, "DeleteLoggingConfiguration", { ResourceArn: physicalId });
    },
  }),
};
