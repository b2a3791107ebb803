import { z } from "zod";
import type { ConfigurationProblem } from "../errors/configuration-error.js";
import type { Variables } from "./environment.js";

const shape = z.record(z.string(), z.union([z.string(), z.number().transform(String)]));

/** Names that the secrets of RDS and ElastiCache carry, and the variables they stand for. */
const ALIASES = new Map([
  ["host", "PGHOST"],
  ["port", "PGPORT"],
  ["username", "PGUSER"],
  ["password", "PGPASSWORD"],
  ["dbname", "PGDATABASE"],
]);

/**
 * Unfolds LLM_PROXY_SECRETS, a JSON object as ECS injects a whole secret of Secrets Manager. A variable that is set by
 * itself wins. The fields of a secret that RDS manages (`host`, `port`, `username`, `password`, `dbname`; Secrets Manager
 * User Guide, "JSON structure of secrets", read 2026-11-20) stand for libpq's variables.
 */
export function withInjectedSecrets(variables: Variables): {
  readonly variables: Variables;
  readonly problems: readonly ConfigurationProblem[];
} {
  const text = variables["LLM_PROXY_SECRETS"]?.trim() ?? "";
  if (text === "") return { variables, problems: [] };
  const result = shape.safeParse(parseJson(text));
  const rest: Variables = { ...variables, LLM_PROXY_SECRETS: undefined };
  if (!result.success) return { variables: rest, problems: [unreadable] };
  const unfolded = Object.entries(result.data).map(([name, value]) => [ALIASES.get(name) ?? name, value] as const);
  const isSet = (name: string): boolean => (rest[name] ?? "").trim() !== "";
  return { variables: { ...rest, ...Object.fromEntries(unfolded.filter(([name]) => !isSet(name))) }, problems: [] };
}

const unreadable: ConfigurationProblem = {
  name: "LLM_PROXY_SECRETS",
  message: "The value can't be read.",
  fix: 'It must be a JSON object of names and values, such as {"MANAGEMENT_TOKEN": "…"}; name the whole secret, not one key of it.',
};

function parseJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return null;
  }
}
