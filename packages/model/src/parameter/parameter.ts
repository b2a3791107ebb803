import { findDeclarationSite } from "../part/declaration-site.js";
import { makePart, type Part } from "../part/part.js";

export interface ParameterOptions {
  readonly value: string | number | boolean;
}

/** A plain setting; itself usable as the value of a variable. */
export type Parameter = Part<"parameter">;

/**
 * Declares a plain setting in SSM Parameter Store, which operators may change without a new template. Never for secrets:
 * the value stands in the template.
 *
 * @param name Unique in the app.
 */
export function parameter(name: string, value: string | number | boolean): Parameter {
  return makePart({ kind: "parameter", name, options: { value }, source: findDeclarationSite(parameter) });
}
