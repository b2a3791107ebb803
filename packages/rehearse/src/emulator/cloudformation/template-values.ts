import { isList, isRecord, type JsonRecord, type JsonValue, listOf, sameJson, textOf } from "../../json/json-value.js";
import { ApiRefusal } from "../api/emulated-api.js";

/** What the functions of a template are worked out from. */
export interface TemplateScope {
  /** Value of a parameter or a pseudo parameter, or the physical id of a resource; `undefined`: there is no such name. */
  readonly reference: (name: string) => JsonValue | undefined;
  readonly attribute: (logicalId: string, attribute: string) => JsonValue;
  /** Value of an export of another stack's; `undefined`: there is none. */
  readonly exported: (name: string) => string | undefined;
  readonly stackOutput: (output: StackOutputName) => string | undefined;
  readonly conditions: JsonRecord;
  readonly mappings: JsonRecord;
  readonly zones: (region: string) => readonly string[];
}

interface StackOutputName {
  readonly stack: string;
  readonly output: string;
  /** `null`: the region of the stack that asks. */
  readonly region: string | null;
}

/** Stands for `AWS::NoValue`: whatever holds it is written without it. */
export const NO_VALUE: JsonValue = "\u0000AWS::NoValue";

/** Works out every function in a value. Throws {@link ApiRefusal} as CloudFormation words it. */
export function resolveValue(value: JsonValue, scope: TemplateScope): JsonValue {
  if (isList(value)) return value.map((item) => resolveValue(item, scope)).filter((item) => item !== NO_VALUE);
  if (!isRecord(value)) return value;
  const [name, ...others] = Object.keys(value);
  if (name !== undefined && others.length === 0) {
    const compute = FUNCTIONS[name];
    if (compute !== undefined) return compute(value[name] ?? null, scope);
  }
  return resolveRecord(value, scope);
}

/** The same of a whole record, whose keys are no functions. */
export function resolveRecord(record: JsonRecord, scope: TemplateScope): JsonRecord {
  const entries = Object.entries(record).map(([key, item]) => [key, resolveValue(item, scope)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== NO_VALUE));
}

/** Whether a condition of the template's holds. */
export function conditionHolds(name: string, scope: TemplateScope): boolean {
  return evaluate(scope.conditions[name] ?? false, scope);
}

type Compute = (argument: JsonValue, scope: TemplateScope) => JsonValue;

const FUNCTIONS: Readonly<Record<string, Compute>> = {
  Ref: (argument, scope) => reference(textOf(argument), scope),
  "Fn::GetAtt": (argument, scope) => {
    const [id, attribute] = attributePath(argument);
    return scope.attribute(id, attribute);
  },
  "Fn::Sub": (argument, scope) => substitute(argument, scope),
  "Fn::Join": (argument, scope) => {
    const [separator, items] = listOf(argument);
    return listOf(resolveValue(items ?? [], scope))
      .map(textOf)
      .join(textOf(separator));
  },
  "Fn::Select": (argument, scope) => {
    const [index, items] = listOf(argument);
    const chosen = listOf(resolveValue(items ?? [], scope))[Number(textOf(resolveValue(index ?? 0, scope)))];
    if (chosen === undefined) throw invalid("Template error: Fn::Select cannot select nonexistent value");
    return chosen;
  },
  "Fn::Split": (argument, scope) => {
    const [separator, text] = listOf(argument);
    return textOf(resolveValue(text ?? "", scope)).split(textOf(separator));
  },
  "Fn::Base64": (argument, scope) => Buffer.from(textOf(resolveValue(argument, scope))).toString("base64"),
  "Fn::GetAZs": (argument, scope) => {
    const region = textOf(resolveValue(argument, scope)) || textOf(scope.reference("AWS::Region"));
    return [...scope.zones(region)];
  },
  "Fn::FindInMap": (argument, scope) => {
    const [map, top, second] = listOf(resolveValue(argument, scope)).map(textOf);
    const tops = scope.mappings[map ?? ""];
    const seconds = isRecord(tops) ? tops[top ?? ""] : undefined;
    const found = isRecord(seconds) ? seconds[second ?? ""] : undefined;
    if (found === undefined) throw invalid(`Template error: Unable to get mapping for ${map}::${top}::${second}`);
    return found;
  },
  "Fn::ImportValue": (argument, scope) => {
    const name = textOf(resolveValue(argument, scope));
    const found = scope.exported(name);
    if (found === undefined) throw invalid(`No export named ${name} found.`);
    return found;
  },
  "Fn::GetStackOutput": (argument, scope) => stackOutput(argument, scope),
  "Fn::If": (argument, scope) => {
    const [condition, yes, no] = listOf(argument);
    return resolveValue((conditionHolds(textOf(condition), scope) ? yes : no) ?? "", scope);
  },
};

function reference(name: string, scope: TemplateScope): JsonValue {
  if (name === "AWS::NoValue") return NO_VALUE;
  const found = scope.reference(name);
  if (found === undefined) throw invalid(`Template format error: Unresolved resource dependencies [${name}]`);
  return found;
}

function stackOutput(argument: JsonValue, scope: TemplateScope): JsonValue {
  const resolved = resolveValue(argument, scope);
  const [stack, output, region] = isRecord(resolved)
    ? [textOf(resolved["StackName"]), textOf(resolved["OutputName"]), textOf(resolved["Region"])]
    : listOf(resolved).map(textOf);
  const name = { stack: stack ?? "", output: output ?? "", region: region === "" ? null : (region ?? null) };
  const found = scope.stackOutput(name);
  if (found === undefined) throw invalid(`Output ${name.output} of stack ${name.stack} does not exist`);
  return found;
}

function attributePath(argument: JsonValue): readonly [string, string] {
  if (isList(argument)) return [textOf(argument[0]), argument.slice(1).map(textOf).join(".")];
  const [id = "", ...attribute] = textOf(argument).split(".");
  return [id, attribute.join(".")];
}

const PLACEHOLDER = /\$\{(!?[^}]+)\}/g;

function substitute(argument: JsonValue, scope: TemplateScope): JsonValue {
  const [text, variables] = isList(argument) ? argument : [argument, {}];
  const own = isRecord(variables) ? resolveRecord(variables, scope) : {};
  return textOf(text).replaceAll(PLACEHOLDER, (_, name: string) => {
    if (name.startsWith("!")) return `\${${name.slice(1)}}`;
    const given = own[name];
    if (given !== undefined) return textOf(given);
    const [id = "", ...attribute] = name.split(".");
    return textOf(attribute.length > 0 ? scope.attribute(id, attribute.join(".")) : reference(name, scope));
  });
}

function evaluate(condition: JsonValue, scope: TemplateScope): boolean {
  if (!isRecord(condition)) return condition === true;
  const [name] = Object.keys(condition);
  const items = listOf(condition[name ?? ""]);
  switch (name ?? "") {
    case "Condition":
      return conditionHolds(textOf(condition["Condition"]), scope);
    case "Fn::Equals":
      return sameJson(textOf(resolveValue(items[0] ?? "", scope)), textOf(resolveValue(items[1] ?? "", scope)));
    case "Fn::Not":
      return !evaluate(items[0] ?? false, scope);
    case "Fn::And":
      return items.every((item) => evaluate(item, scope));
    case "Fn::Or":
      return items.some((item) => evaluate(item, scope));
    default:
      throw invalid(`Template error: ${name} is no condition function`);
  }
}

const invalid = (message: string): ApiRefusal => new ApiRefusal("ValidationError", message, 400);

/** Logical ids and attributes that a value speaks of, in no order. */
export function referencesIn(value: JsonValue): readonly TemplateReference[] {
  if (isList(value)) return value.flatMap(referencesIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === "Ref") return [{ id: textOf(item), attribute: null }];
    if (key === "Fn::GetAtt") {
      const [id, attribute] = attributePath(item);
      return [{ id, attribute }];
    }
    return key === "Fn::Sub" ? [...referencesInText(item), ...referencesIn(item)] : referencesIn(item);
  });
}

export interface TemplateReference {
  readonly id: string;
  /** `null`: `Ref`. */
  readonly attribute: string | null;
}

function referencesInText(argument: JsonValue): readonly TemplateReference[] {
  const text = textOf(isList(argument) ? argument[0] : argument);
  return [...text.matchAll(PLACEHOLDER)].flatMap(([, name = ""]) => {
    if (name.startsWith("!")) return [];
    const [id = "", ...attribute] = name.split(".");
    return [{ id, attribute: attribute.length > 0 ? attribute.join(".") : null }];
  });
}
