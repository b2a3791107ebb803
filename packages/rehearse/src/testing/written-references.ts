import { isList, isRecord, type JsonRecord, type JsonValue } from "../json/json-value.js";
import { referencesIn, type TemplateReference } from "../emulator/cloudformation/template-values.js";

/** One place of a resource's properties that names something else of its template. */
export interface WrittenReference {
  /** For example `NetworkConfiguration.AwsvpcConfiguration.Subnets[]`. */
  readonly property: string;
  /** Keys and indices from the properties down to the `Ref` or the `Fn::GetAtt`. */
  readonly at: readonly (string | number)[];
  readonly names: TemplateReference;
}

/** Every reference in the properties of a resource, as written. */
export function writtenReferences(properties: JsonRecord): readonly WrittenReference[] {
  return inside(properties, []);
}

function inside(value: JsonValue, at: WrittenReference["at"]): readonly WrittenReference[] {
  if (isList(value)) return value.flatMap((item, index) => inside(item, [...at, index]));
  if (!isRecord(value)) return [];
  if (value["Ref"] !== undefined || value["Fn::GetAtt"] !== undefined) {
    return referencesIn(value).map((names) => ({ property: propertyAt(at), at, names }));
  }
  return Object.entries(value).flatMap(([key, item]) => inside(item, [...at, key]));
}

/** What stands inside of a function is part of the property that holds the function. */
function propertyAt(at: WrittenReference["at"]): string {
  const first = at.findIndex((step) => typeof step === "string" && step.startsWith("Fn::"));
  const own = first === -1 ? at : at.slice(0, first);
  return own
    .map((step) => (typeof step === "number" ? "[]" : `.${step}`))
    .join("")
    .slice(1);
}

/** The same properties with something else in one place. */
export function withValueAt(properties: JsonRecord, at: WrittenReference["at"], value: JsonValue): JsonRecord {
  const [first = "", ...rest] = at;
  return { ...properties, [first]: replaced(properties[first] ?? null, rest, value) };
}

function replaced(held: JsonValue, at: WrittenReference["at"], value: JsonValue): JsonValue {
  const [first, ...rest] = at;
  if (first === undefined) return value;
  if (isList(held)) return held.map((item, index) => (index === first ? replaced(item, rest, value) : item));
  return isRecord(held) ? withValueAt(held, at, value) : held;
}
