import { findDeclarationSite } from "../part/declaration-site.js";
import { makePart, type Part } from "../part/part.js";
import type { ModelProfile } from "./resolved-model.js";

export interface ModelOptions {
  /** As Bedrock names it, without a region's prefix, e.g. `anthropic.claude-sonnet-4-20250514-v1:0`. */
  readonly id: string;
  /**
   * The inference profile of Bedrock's that calls go through, e.g. `"us"`: many models take calls in no other way. Default none:
   * the model of the environment's own region.
   */
  readonly profile?: ModelProfile | undefined;
}

/** The id that a model is called by, as the value of a variable; it carries the permission to call it. */
export interface ModelReference {
  readonly kind: "model-id";
  readonly model: Part<"model">;
}

/** A model on Bedrock and what variables may take from it. */
export interface Model extends Part<"model"> {
  /** What `InvokeModel` and `Converse` take as `modelId`: the profile's where there is one. */
  readonly id: ModelReference;
}

/**
 * Declares a model on Bedrock that containers may call. They sign with their task's role; there is no key to keep.
 *
 * @param name Unique among the app's models.
 */
export function model(name: string, options: ModelOptions): Model {
  const part = makePart({ kind: "model", name, options, source: findDeclarationSite(model) });
  return Object.freeze({ ...part, id: Object.freeze({ kind: "model-id" as const, model: part }) });
}
