import { isRecord, type JsonRecord, type JsonValue, listOf, textOf } from "../../json/json-value.js";
import { ApiRefusal } from "../api/emulated-api.js";
import type { StackState } from "./stack-state.js";
import type { StackWorld } from "./stack-world.js";
import type { Template } from "./template.js";
import { NO_VALUE, type TemplateScope } from "./template-values.js";

/** Values of a template's parameters: given ones, defaults, and those that SSM keeps. */
export async function parameterValues(world: StackWorld, stack: StackState, template: Template): Promise<JsonRecord> {
  const values: [string, JsonValue][] = [];
  for (const [name, parameter] of Object.entries(template.parameters)) {
    const given = stack.parameters[name] ?? parameter.default;
    if (given === undefined) {
      throw new ApiRefusal("ValidationError", `Parameters: [${name}] must have values`, 400);
    }
    const read = parameter.type.startsWith("AWS::SSM::Parameter::Value")
      ? await ssmValue(world, stack.region, textOf(given))
      : textOf(given);
    values.push([name, /List\b/.test(parameter.type) ? read.split(",") : read]);
  }
  return Object.fromEntries(values);
}

async function ssmValue(world: StackWorld, region: string, name: string): Promise<string> {
  const target = "AmazonSSM.GetParameter";
  const answer = await world.api(region).json({ service: "ssm", target, body: { Name: name } });
  const parameter = answer["Parameter"];
  return isRecord(parameter) ? textOf(parameter["Value"]) : "";
}

/** What the values of a stack's template are worked out from; resources are looked up when they are asked for. */
export function templateScope(
  world: StackWorld,
  stack: StackState,
  parts: { readonly template: Template; readonly parameters: JsonRecord },
): TemplateScope {
  const pseudo: JsonRecord = {
    "AWS::AccountId": world.account,
    "AWS::Region": stack.region,
    "AWS::StackId": stack.id,
    "AWS::StackName": stack.name,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::NoValue": NO_VALUE,
    "AWS::NotificationARNs": listOf([]),
  };
  return {
    reference: (name) => pseudo[name] ?? parts.parameters[name] ?? stack.resources.get(name)?.made.physicalId,
    attribute: (logicalId, attribute) => {
      const value = stack.resources.get(logicalId)?.made.attributes[attribute];
      if (value !== undefined) return value;
      throw new ApiRefusal("ValidationError", `Template error: resource ${logicalId} has no ${attribute}`, 400);
    },
    exported: (name) => world.book.exported(stack.region, name)?.value,
    stackOutput: ({ stack: other, output, region }) => world.book.output(region ?? stack.region, other, output),
    conditions: parts.template.conditions,
    mappings: parts.template.mappings,
    zones: (region) => ["a", "b", "c"].map((zone) => `${region}${zone}`),
  };
}

/** Names of the exports that a template takes in, worked out. */
export function importsOf(template: Template, resolve: (value: JsonValue) => JsonValue): ReadonlySet<string> {
  const names = new Set<string>();
  const look = (value: JsonValue): void => {
    if (isRecord(value)) {
      const named = value["Fn::ImportValue"];
      if (named !== undefined) names.add(textOf(resolve(named)));
      for (const item of Object.values(value)) look(item);
    } else for (const item of listOf(value)) look(item);
  };
  for (const resource of Object.values(template.resources)) look(resource.properties);
  for (const output of Object.values(template.outputs)) look(output.value);
  return names;
}
