import { type JsonRecord, textOf } from "../../json/json-value.js";
import { xmlText } from "../api/xml.js";
import { byCalls } from "../resources/by-calls.js";
import { ec2 } from "../resources/calls.js";
import type { AskedResource, TypeDecision } from "../resources/resource-maker.js";

/** moto's CloudFormation makes a rule of incoming traffic without an id, and knows none of outgoing traffic. */
export const SECURITY_GROUP_RULES: readonly TypeDecision[] = [rule("Ingress", "Source"), rule("Egress", "Destination")];

function rule(direction: "Ingress" | "Egress", other: "Source" | "Destination"): TypeDecision {
  const parameters = ({ properties }: AskedResource): JsonRecord => ({
    GroupId: properties["GroupId"] ?? "",
    IpPermissions: [permission(properties, other)],
  });
  return {
    type: `AWS::EC2::SecurityGroup${direction}`,
    proof: "proved",
    because: "Both security groups must be there, and no rule may be written twice. No packet is ever held up.",
    maker: byCalls({
      create: async (asked, api) => {
        const answer = await ec2(api, `AuthorizeSecurityGroup${direction}`, parameters(asked));
        const physicalId = xmlText(answer, "securityGroupRuleId") || asked.generatedName;
        return { physicalId, attributes: { Id: physicalId } };
      },
      remove: async (_id, asked, api) => {
        await ec2(api, `RevokeSecurityGroup${direction}`, parameters(asked));
      },
    }),
  };
}

function permission(properties: JsonRecord, other: "Source" | "Destination"): JsonRecord {
  const description = textOf(properties["Description"]);
  const said: JsonRecord = description === "" ? {} : { Description: description };
  const group = textOf(properties[`${other}SecurityGroupId`]);
  const prefixList = textOf(properties[`${other}PrefixListId`]);
  const [ipv4, ipv6] = [textOf(properties["CidrIp"]), textOf(properties["CidrIpv6"])];
  return {
    IpProtocol: properties["IpProtocol"] ?? "-1",
    FromPort: properties["FromPort"] ?? null,
    ToPort: properties["ToPort"] ?? null,
    ...(group === "" ? {} : { Groups: [{ GroupId: group, ...said }] }),
    ...(prefixList === "" ? {} : { PrefixListIds: [{ PrefixListId: prefixList, ...said }] }),
    ...(ipv4 === "" ? {} : { IpRanges: [{ CidrIp: ipv4, ...said }] }),
    ...(ipv6 === "" ? {} : { Ipv6Ranges: [{ CidrIpv6: ipv6, ...said }] }),
  };
}
