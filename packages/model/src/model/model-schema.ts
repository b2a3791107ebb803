import { z } from "zod";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";
import type { ModelOptions } from "./model.js";
import { MODEL_PROFILES } from "./resolved-model.js";

const ID = /^[a-z0-9-]+\.[a-z0-9][a-zA-Z0-9.:-]*$/u;

const profileOf = (id: string): string | undefined => MODEL_PROFILES.find((profile) => id.startsWith(`${profile}.`));

const idSchema = z.string().check(
  rule(
    (id) => ID.test(id),
    (id) => ({
      code: "InvalidModelId",
      message: `"${id}" is not the id of a model on Bedrock.`,
      fix: 'Write provider and model as Bedrock lists them, e.g. "anthropic.claude-sonnet-4-20250514-v1:0"; no ARN and no "*".',
    }),
  ),
  rule(
    (id) => profileOf(id) === undefined,
    (id) => ({
      code: "ProfileInModelId",
      message: `"${id}" names an inference profile in front of the model.`,
      fix: `Write id: "${id.slice((profileOf(id) ?? "").length + 1)}", profile: "${profileOf(id) ?? ""}": both are granted then, and nothing else.`,
    }),
  ),
);

/** Reads the options of a model. */
export const modelSchema = optionsObject({
  id: idSchema,
  profile: z.enum(MODEL_PROFILES).optional(),
}) satisfies z.ZodType<ModelOptions>;
