import { z } from "zod";
import { isPartOf } from "../part/part.js";
import { rule } from "../problem/rule.js";
import { isReference } from "./reference.js";
import type { Env, EnvValue } from "./container-options.js";

/** Names that ECS and Fargate set in every container themselves; assumed from the ECS developer guide as of 2025. */
const SET_BY_ECS: ReadonlySet<string> = new Set([
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_EXECUTION_ENV",
  "ECS_AGENT_URI",
  "ECS_CONTAINER_METADATA_URI",
  "ECS_CONTAINER_METADATA_URI_V4",
]);

const isEnvValue = (value: unknown): value is EnvValue =>
  typeof value === "string" ||
  typeof value === "boolean" ||
  (typeof value === "number" && Number.isFinite(value)) ||
  isPartOf("secret", "parameter")(value) ||
  isReference(value);

const valueSchema = z.custom<EnvValue>(isEnvValue, {
  error: "a text, a number, true or false, a secret, a parameter, or an output such as database.url",
});

const nameSchema = z.string().check(
  rule(
    (name) => /^[A-Za-z_][A-Za-z0-9_]*$/u.test(name),
    (name) => ({
      code: "InvalidVariableName",
      message: `"${name}" is not a name that a shell takes for a variable.`,
      fix: "Use letters, digits and underscores, and no digit at the front.",
    }),
  ),
  rule(
    (name) => !SET_BY_ECS.has(name),
    (name) => ({
      code: "ReservedVariable",
      message: `${name} is set by ECS in every container.`,
      fix: "Remove it; with another value the container would lose its credentials or its metadata.",
    }),
  ),
);

/** Variables of a container. */
export const envSchema = z.record(nameSchema, valueSchema) satisfies z.ZodType<Env>;
