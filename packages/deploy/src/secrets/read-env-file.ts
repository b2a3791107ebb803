import { parseEnv } from "node:util";
import { type Problem, UserError } from "@fairlead/errors";
import type { ResolvedApp, ResolvedVariable } from "@fairlead/model";
import type { GivenSecret } from "./given-secret.js";
import { SecretText } from "./secret-text.js";

/** What a `.env` file means to an app. */
export interface ReadEnvFile {
  readonly given: readonly GivenSecret[];
  /** Variables that are no secrets of an operator's, and what they are instead. */
  readonly left: readonly LeftVariable[];
}

export interface LeftVariable {
  readonly variable: string;
  /**
   * `unknown`: the app has no such variable. `parameter`, `literal`: its value stands in the description. `generated`: Secrets Manager makes
   * it. `made`: it follows from what is deployed, as a database's URL does. `empty`: the file gives it no value.
   */
  readonly is: "unknown" | "parameter" | "literal" | "generated" | "made" | "empty";
}

/**
 * Maps the variables of a `.env` file to secrets: by the variables that containers are given, else by the secret's own name
 * (`OPENAI_API_KEY` is `openai-api-key`).
 * @throws UserError when two containers mean different secrets by one variable.
 */
export function readEnvFile(text: string, app: ResolvedApp, evenGenerated: boolean): ReadEnvFile {
  const given: GivenSecret[] = [];
  const left: LeftVariable[] = [];
  const problems: Problem[] = [];
  for (const [variable, value] of Object.entries(parseEnv(text)).sort()) {
    const meant = meaningsOf(variable, app);
    if (meant.length > 1) problems.push(ambiguous(variable, meant));
    else if (value === undefined || value === "") left.push({ variable, is: "empty" });
    else take({ variable, value, meaning: meant[0] ?? { is: "unknown" } }, { given, left, evenGenerated });
  }
  if (problems.length > 0) throw UserError.ofProblems(problems);
  return { given, left };
}

type Meaning =
  | { readonly is: "secret" | "generated"; readonly secret: string; readonly key: string | null }
  | { readonly is: "unknown" | "parameter" | "literal" | "made" };

function take(
  { variable, value, meaning }: { readonly variable: string; readonly value: string; readonly meaning: Meaning },
  into: { readonly given: GivenSecret[]; readonly left: LeftVariable[]; readonly evenGenerated: boolean },
): void {
  if (meaning.is === "secret" || (meaning.is === "generated" && into.evenGenerated))
    into.given.push({ secret: meaning.secret, key: meaning.key, value: new SecretText(value) });
  else into.left.push({ variable, is: meaning.is });
}

/** What the containers mean by a variable, each meaning once. */
function meaningsOf(variable: string, app: ResolvedApp): readonly Meaning[] {
  const containers = [...app.services, ...app.jobs].flatMap((part) => [part, ...part.sidecars]);
  const found = containers
    .flatMap(({ environment }) => environment.filter(({ name }) => name === variable))
    .map(({ value }) => meaningOf(value, app));
  const byName = variable.toLowerCase().replaceAll("_", "-");
  const meanings = found.length > 0 ? found : namedSecret(byName, app);
  return [...new Map(meanings.map((meaning) => [JSON.stringify(meaning), meaning])).values()];
}

function namedSecret(name: string, app: ResolvedApp): readonly Meaning[] {
  const secret = app.secrets.find((candidate) => candidate.name === name);
  return secret === undefined ? [] : [meaningOf({ kind: "secret", secret: name, key: null }, app)];
}

function meaningOf(value: ResolvedVariable["value"], app: ResolvedApp): Meaning {
  switch (value.kind) {
    case "literal":
    case "parameter":
      return { is: value.kind };
    case "secret": {
      const made = app.secrets.find(({ name }) => name === value.secret)?.value.kind;
      return { is: made === "operator" ? "secret" : "generated", secret: value.secret, key: value.key };
    }
    case "database":
    case "cache":
    case "broker":
    case "service":
    case "bucket":
    case "queue":
    case "model":
    case "user-pool":
      return { is: "made" };
  }
}

const ambiguous = (variable: string, meant: readonly Meaning[]): Problem => ({
  path: variable,
  code: "AmbiguousVariable",
  message: `Containers mean different things by ${variable}: ${meant.map((meaning) => ("secret" in meaning ? `secret ${meaning.secret}` : meaning.is)).join(", ")}.`,
  fix: "Take it out of the file, and set the secrets one by one: `fairlead secrets set <name>`.",
});
