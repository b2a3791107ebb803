import { xmlText } from "../api/xml.js";
import { byCalls } from "../resources/by-calls.js";
import { ec2 } from "../resources/calls.js";
import { pick } from "../resources/pick.js";
import type { TypeDecision } from "../resources/resource-maker.js";

/** moto's CloudFormation names it by its route table, by which it can't be found again. */
export const ROUTE_TABLE_ASSOCIATION: TypeDecision = {
  type: "AWS::EC2::SubnetRouteTableAssociation",
  proof: "proved",
  because: "Both its subnet and its route table must be there.",
  maker: byCalls({
    create: async ({ properties }, api) => {
      const answer = await ec2(api, "AssociateRouteTable", pick(properties, ["RouteTableId", "SubnetId"]));
      const physicalId = xmlText(answer, "associationId");
      return { physicalId, attributes: { Id: physicalId } };
    },
    remove: async (physicalId, _asked, api) => {
      await ec2(api, "DisassociateRouteTable", { AssociationId: physicalId });
    },
  }),
};
