import type { JsonRecord } from "../../json/json-value.js";
import { ApiRefusal, type EmulatedApi } from "../api/emulated-api.js";
import { findXml, type XmlElement, xmlText } from "../api/xml.js";
import { attributesFor } from "./made-up.js";
import type { AskedResource, MadeResource, ResourceMaker } from "./resource-maker.js";

const VERSION = "2010-05-15";

/** What moto's CloudFormation must be told of a type besides its properties. */
export interface MotoType {
  /** The property that moto would fill with a name of its own making, longer than AWS allows. */
  readonly name?: string;
  /** Attributes that moto's CloudFormation doesn't know. */
  readonly lacks?: readonly string[];
  /** Properties as moto wants them. */
  readonly properties?: (asked: AskedResource) => JsonRecord;
  /** Takes it away where moto's CloudFormation would leave it. */
  readonly remove?: ResourceMaker["remove"];
  /** moto's CloudFormation can't change it: what is changed stays as it was. */
  readonly fixed?: true;
}

/**
 * Lets moto's CloudFormation make a resource. Each is a stack of its own there, so that order, failures and rollback are
 * decided here; nobody but this file sees those stacks.
 */
export function byMoto(motoType: MotoType = {}): ResourceMaker {
  return {
    create: async (asked, api) => {
      await call(api, "CreateStack", stackBody(asked, motoType));
      return read(asked, api, motoType);
    },
    update: async (made, { after }, api) => {
      if (motoType.fixed === true)
        return { ...made, attributes: attributesFor(after, made.physicalId, made.attributes) };
      await call(api, "UpdateStack", stackBody(after, motoType));
      return read(after, api, motoType);
    },
    remove: async (made, asked, api) => {
      await motoType.remove?.(made, asked, api);
      await call(api, "DeleteStack", { StackName: hiddenName(asked) });
    },
  };
}

/** Logical ids and the names of stacks have no two hyphens in a row, so no two of these meet. */
const hiddenName = (asked: Pick<AskedResource, "stack" | "logicalId">): string => `${asked.stack}--${asked.logicalId}`;

const call = (api: EmulatedApi, action: string, parameters: JsonRecord): Promise<XmlElement> =>
  api.query({ service: "cloudformation", action, version: VERSION, parameters });

function stackBody(asked: AskedResource, motoType: MotoType): JsonRecord {
  const own = motoType.properties?.(asked) ?? asked.properties;
  const { name } = motoType;
  const named = name === undefined || own[name] !== undefined ? own : { ...own, [name]: asked.generatedName };
  const outputs = attributesOfMoto(asked, motoType).map((attribute, index): [string, JsonRecord] => [
    `A${index}`,
    { Value: { "Fn::GetAtt": [asked.logicalId, attribute] }, Description: attribute },
  ]);
  const template: JsonRecord = {
    Resources: { [asked.logicalId]: { Type: asked.type, Properties: named } },
    Outputs: Object.fromEntries(outputs),
  };
  return { StackName: hiddenName(asked), TemplateBody: JSON.stringify(template) };
}

const attributesOfMoto = (asked: AskedResource, { lacks = [] }: MotoType): readonly string[] =>
  asked.attributes.filter((attribute) => !lacks.includes(attribute));

async function read(asked: AskedResource, api: EmulatedApi, motoType: MotoType): Promise<MadeResource> {
  const StackName = hiddenName(asked);
  const resources = await call(api, "DescribeStackResources", { StackName });
  if (xmlText(resources, "LogicalResourceId") === "") {
    throw new ApiRefusal("InternalFailure", `The emulator made nothing of ${asked.type}`, 500);
  }
  // Some of moto's resources have no id of their own.
  const physicalId = xmlText(resources, "PhysicalResourceId") || asked.generatedName;
  if (attributesOfMoto(asked, motoType).length === 0) {
    return { physicalId, attributes: attributesFor(asked, physicalId) };
  }
  const stack = await call(api, "DescribeStacks", { StackName });
  const outputs = (findXml(stack, "Outputs")?.children ?? []).map(
    (output) => [xmlText(output, "Description"), xmlText(output, "OutputValue")] as const,
  );
  return { physicalId, attributes: attributesFor(asked, physicalId, Object.fromEntries(outputs)) };
}
