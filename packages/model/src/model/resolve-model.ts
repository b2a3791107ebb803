import type { Described } from "../app/described-app.js";
import type { ResolvedModel } from "./resolved-model.js";

/** Fills the gaps of a model. */
export const resolveModel = ({ name, options }: Described<"model">): ResolvedModel => ({
  name,
  modelId: options.id,
  profile: options.profile ?? null,
});
