import type { Problem } from "@fairlead/errors";
import type { ResolvedApp, ResolvedSecret } from "@fairlead/model";
import type { GivenSecret } from "./given-secret.js";
import { jsonFields } from "./json-fields.js";

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html (2026-11) */
const MOST_BYTES = 65_536;

/** Why a given value can't be taken; empty: it can. */
export function unfitValue({ secret, key, value }: GivenSecret, app: ResolvedApp, evenGenerated: boolean): Problem[] {
  const path = `secrets.${secret}${key === null ? "" : `.${key}`}`;
  const known = app.secrets.find(({ name }) => name === secret);
  if (known === undefined) return [unknownSecret(path, secret, app)];
  if (known.value.kind !== "operator" && !evenGenerated) return [isGenerated(path, secret)];
  const text = value.reveal();
  if (text.trim() === "")
    return [
      {
        path,
        code: "EmptySecret",
        message: `The value of ${secret} is empty.`,
        fix: "Give it a value, by stdin or at the prompt.",
      },
    ];
  if (Buffer.byteLength(text) > MOST_BYTES)
    return [
      {
        path,
        code: "SecretTooLong",
        message: `The value of ${secret} is longer than the 65,536 bytes that Secrets Manager takes.`,
        fix: "Keep files in a bucket, and their key here.",
      },
    ];
  return fieldProblems(path, known, { secret, key, value });
}

function fieldProblems(path: string, { value }: ResolvedSecret, given: GivenSecret): Problem[] {
  const keys = value.kind === "operator" ? value.keys : [];
  const { secret, key } = given;
  if (key !== null) {
    if (keys.includes(key)) return [];
    const fix = keys.length === 0 ? "Set it without a field." : `Its fields are ${keys.join(", ")}.`;
    return [{ path, code: "UnknownField", message: `Secret ${secret} has no field ${key}.`, fix }];
  }
  if (keys.length === 0) return [];
  const fields = jsonFields(given.value);
  const lacking = keys.filter((name) => fields?.has(name) !== true);
  if (lacking.length === 0) return [];
  return [
    {
      path,
      code: "SecretLacksFields",
      message: `Secret ${secret} holds JSON, and the given value ${fields === null ? "is no JSON object" : `lacks ${lacking.join(", ")}`}.`,
      fix: `Give a JSON object with ${keys.join(", ")}, or one field at a time: \`fairlead secrets set ${secret} --key ${keys[0] ?? ""}\`.`,
    },
  ];
}

function unknownSecret(path: string, secret: string, app: ResolvedApp): Problem {
  const isParameter = app.parameters.some(({ name }) => name === secret);
  return {
    path,
    code: isParameter ? "IsParameter" : "UnknownSecret",
    message: isParameter
      ? `${secret} is a parameter: its value stands in the description, and a deployment would write it back.`
      : `${app.name} (${app.environment.name}) has no secret ${secret}.`,
    fix: isParameter
      ? `Change it there, \`parameter("${secret}", …)\`, and deploy: the services that use it start anew.`
      : `Its secrets are ${app.secrets.map(({ name }) => name).join(", ") || "none"}.`,
  };
}

const isGenerated = (path: string, secret: string): Problem => ({
  path,
  code: "SecretIsGenerated",
  message: `Secret ${secret} is made by Secrets Manager; nobody need know its value.`,
  fix: `\`fairlead secrets rotate ${secret}\` gives it another one; \`--even-generated\` sets it to yours, as when an app moves here with its data.`,
});
