import { createHash } from "node:crypto";
import type { ResolvedApp, ResolvedContainer } from "@fairlead/model";

/** A label of a container that says which values of parameters it was released with. */
const LABEL = "fairlead.parameters";

/**
 * ECS reads parameters as a task starts, and running tasks keep what they have. With their values' hash in the task definition a changed
 * parameter is a new revision: a release like any other, rolled out, watched, and taken back with it. Parameters are no secrets, so
 * their hash tells nothing that the template doesn't say already. Empty for a task without any.
 */
export function parameterFingerprint(
  { parameters }: Pick<ResolvedApp, "parameters">,
  containers: readonly Pick<ResolvedContainer, "environment">[],
): Readonly<Record<string, string>> {
  const variables = containers.flatMap(({ environment }) => environment);
  const named = new Set(variables.flatMap(({ value }) => (value.kind === "parameter" ? [value.parameter] : [])));
  const values = parameters.filter(({ name }) => named.has(name)).map(({ name, value }) => [name, value]);
  if (values.length === 0) return {};
  return { [LABEL]: createHash("sha256").update(JSON.stringify(values)).digest("hex").slice(0, 16) };
}
