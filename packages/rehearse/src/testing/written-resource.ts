import type { JsonRecord } from "../json/json-value.js";

/** A resource as a template has it. */
export const resource = (type: string, properties: JsonRecord): JsonRecord => ({
  Type: type,
  Properties: properties,
});

export const ref = (id: string): JsonRecord => ({ Ref: id });

export const getAtt = (id: string, attribute: string): JsonRecord => ({ "Fn::GetAtt": [id, attribute] });

export const join = (separator: string, ...parts: readonly (string | JsonRecord)[]): JsonRecord => ({
  "Fn::Join": [separator, [...parts]],
});
