import { UserError } from "@fairlead/errors";
import { isRecord, isTrue, type JsonRecord, type JsonValue, listOf, recordOf, textOf } from "../../json/json-value.js";

/** A CloudFormation template as it stands, its values not yet worked out. */
export interface Template {
  readonly parameters: Readonly<Record<string, TemplateParameter>>;
  readonly mappings: JsonRecord;
  readonly conditions: JsonRecord;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly outputs: Readonly<Record<string, TemplateOutput>>;
  readonly description: string;
}

interface TemplateParameter {
  readonly type: string;
  readonly default: JsonValue | undefined;
  readonly noEcho: boolean;
}

interface TemplateResource {
  readonly type: string;
  readonly properties: JsonRecord;
  readonly dependsOn: readonly string[];
  readonly condition: string | null;
  /** `Delete` unless the template says otherwise; a database's is `Snapshot`, which the adapters know. */
  readonly deletionPolicy: string;
  /** What becomes of the old one when it is replaced; `Delete` unless the template says otherwise. */
  readonly updateReplacePolicy: string;
}

interface TemplateOutput {
  readonly value: JsonValue;
  readonly exportName: JsonValue | undefined;
  readonly condition: string | null;
  readonly description: string;
}

/** Reads a template written in JSON, as the toolkit uploads those of an assembly. Throws a UserError for any other. */
export function parseTemplate(body: JsonValue): Template {
  if (!isRecord(body) || !isRecord(body["Resources"])) {
    throw UserError.of("TemplateUnreadable", {
      message: "A template has no resources.",
      fix: "Synthesize the assembly again.",
    });
  }
  return {
    parameters: mapRecord(recordOf(body["Parameters"]), parameterOf),
    mappings: recordOf(body["Mappings"]),
    conditions: recordOf(body["Conditions"]),
    resources: mapRecord(body["Resources"], resourceOf),
    outputs: mapRecord(recordOf(body["Outputs"]), outputOf),
    description: textOf(body["Description"]),
  };
}

/** The same keys with other values. */
function mapRecord<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

function parameterOf(value: JsonValue): TemplateParameter {
  const parameter = recordOf(value);
  return { type: textOf(parameter["Type"]), default: parameter["Default"], noEcho: isTrue(parameter["NoEcho"]) };
}

function resourceOf(value: JsonValue): TemplateResource {
  const resource = recordOf(value);
  const dependsOn = resource["DependsOn"];
  return {
    type: textOf(resource["Type"]),
    properties: recordOf(resource["Properties"]),
    dependsOn: typeof dependsOn === "string" ? [dependsOn] : listOf(dependsOn).map(textOf),
    condition: conditionOf(resource),
    deletionPolicy: textOf(resource["DeletionPolicy"]) || "Delete",
    updateReplacePolicy: textOf(resource["UpdateReplacePolicy"]) || "Delete",
  };
}

function outputOf(value: JsonValue): TemplateOutput {
  const output = recordOf(value);
  return {
    value: output["Value"] ?? "",
    exportName: recordOf(output["Export"])["Name"],
    condition: conditionOf(output),
    description: textOf(output["Description"]),
  };
}

const conditionOf = (record: JsonRecord): string | null =>
  typeof record["Condition"] === "string" ? record["Condition"] : null;
