import { parseJson } from "../upstream/body-outline.js";
import { isRecord, listField, textField } from "../upstream/json-value.js";
import { allows } from "./policy.js";

/** The list of models without those that the token may not use. What is no list passes as it is. */
export function filterModels(body: Buffer, models: readonly string[]): Buffer {
  const value = parseJson(body.toString());
  const data = listField(value, "data");
  if (models.length === 0 || data === null || !isRecord(value)) return body;
  const allowed = data.filter((model) => allows(models, textField(model, "id") ?? ""));
  return Buffer.from(JSON.stringify({ ...value, data: allowed }));
}
