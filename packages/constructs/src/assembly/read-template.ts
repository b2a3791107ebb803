import { readFileSync } from "node:fs";
import { Fault } from "@fairlead/errors";
import type { Template, TemplateResource } from "./assembly.js";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isTemplateResource = (value: unknown): value is TemplateResource =>
  isRecord(value) &&
  typeof value["Type"] === "string" &&
  (value["Properties"] === undefined || isRecord(value["Properties"]));

const isTemplate = (value: unknown): value is Template =>
  isRecord(value) &&
  isRecord(value["Resources"]) &&
  Object.values(value["Resources"]).every(isTemplateResource) &&
  (value["Outputs"] === undefined || isRecord(value["Outputs"])) &&
  (value["Parameters"] === undefined || isRecord(value["Parameters"]));

/** A template as text and as a value. */
export interface ReadTemplate {
  readonly text: string;
  readonly template: Template;
}

/** Reads a template's text, in JSON. A stack without a resource has no `Resources`, which AWS would refuse as well. */
export function readTemplateText(text: string, place: string): Template {
  const parsed: unknown = JSON.parse(text);
  const template = isRecord(parsed) ? { Resources: {}, ...parsed } : parsed;
  if (!isTemplate(template)) throw new Fault("UnreadableTemplate", `${place} is no CloudFormation template.`);
  return template;
}

/** Reads a template that CDK has just written. */
export function readTemplate(path: string): ReadTemplate {
  const text = readFileSync(path, "utf8");
  return { text, template: readTemplateText(text, path) };
}
