import { isRecord, listOf, recordOf, textOf } from "../../json/json-value.js";
import { byMoto } from "../resources/by-moto.js";
import type { TypeDecision } from "../resources/resource-maker.js";

export const SSM_PARAMETER: TypeDecision = {
  type: "AWS::SSM::Parameter",
  proof: "proved",
  because: "It is kept with its value, and found by name.",
  maker: {
    ...byMoto({
      name: "Name",
      // Tags of a parameter are a map in CloudFormation, and a list in moto's.
      properties: ({ properties }) => ({
        ...properties,
        Tags: Object.entries(recordOf(properties["Tags"])).map(([Key, Value]) => ({ Key, Value })),
      }),
    }),
    read: async ({ physicalId }, api) => {
      const target = "AmazonSSM.GetParameters";
      const { Parameters } = await api.json({ service: "ssm", target, body: { Names: [physicalId] } });
      const [parameter] = listOf(Parameters).filter(isRecord);
      return parameter === undefined ? null : { Value: textOf(parameter["Value"]) };
    },
  },
};
