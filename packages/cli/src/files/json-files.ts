import type { Template } from "@fairlead/constructs";
import type { Files } from "./files.js";

/** What a file of JSON holds; `null` when there is none, or when it is no JSON. */
export function readJson(path: string, files: Files): unknown {
  try {
    return JSON.parse(files.read(path) ?? "null");
  } catch {
    return null;
  }
}

/** A CloudFormation template in JSON; `null` when the file is none. */
export function readTemplate(path: string, files: Files): Template | null {
  const value = readJson(path, files);
  return isTemplate(value) ? value : null;
}

const isTemplate = (value: unknown): value is Template =>
  typeof value === "object" &&
  value !== null &&
  "Resources" in value &&
  typeof value.Resources === "object" &&
  value.Resources !== null;
