import { environmentPath } from "@fairlead/constructs";
import { expectPresent, type Problem, UserError } from "@fairlead/errors";
import type { ResolvedApp, ResolvedSecret } from "@fairlead/model";
import type { DeployPorts } from "../deploy-ports.js";
import { jsonFields, jsonOfFields } from "./json-fields.js";
import type { StoredSecret } from "./secret-store.js";
import type { SecretText } from "./secret-text.js";
import { secretUsers, type ValueUsers } from "./secret-users.js";

/** A value that someone gives. */
export interface GivenSecret {
  /** As the description names it. */
  readonly secret: string;
  /** One field of a secret that holds JSON; `null`: the whole value. */
  readonly key: string | null;
  readonly value: SecretText;
}

/** What becomes of one secret. */
export interface SecretChange extends ValueUsers {
  readonly secret: string;
  readonly fullName: string;
  /** Fields that get a value, sorted; none: the secret as a whole does. */
  readonly keys: readonly string[];
  readonly kind: "first" | "changed" | "unchanged";
  /** Of what holds before; `null`: nothing does. */
  readonly versionBefore: string | null;
  /** All that it will hold. */
  readonly value: SecretText;
}

export interface GivenSecrets {
  readonly app: ResolvedApp;
  readonly given: readonly GivenSecret[];
  /** Whether secrets may be set that Fairlead makes by itself. */
  readonly evenGenerated: boolean;
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html (2026-11) */
const MOST_BYTES = 65_536;

/**
 * Finds what given values would change, without changing anything. Fields are put into the JSON that is there.
 * @throws UserError with every value that can't be taken.
 */
export async function planSecretChanges(
  { app, given, evenGenerated }: GivenSecrets,
  ports: Pick<DeployPorts, "secretStore">,
): Promise<readonly SecretChange[]> {
  refuse(given.flatMap((one) => problemsOf(one, app, evenGenerated)));
  const names = [...new Set(given.map(({ secret }) => secret))].sort();
  const described = await ports.secretStore.describe(names.map((name) => environmentPath(app, name)));
  const stored = new Map(described.map((secret) => [secret.name, secret]));
  refuse(names.filter((name) => !stored.has(environmentPath(app, name))).map((name) => notDeployed(name, app)));
  return Promise.all(
    names.map((name) => {
      const before = expectPresent(stored.get(environmentPath(app, name)), `Secret ${name}`);
      return planOne({ app, name, before, given: given.filter(({ secret }) => secret === name) }, ports);
    }),
  );
}

interface PlannedSecret {
  readonly app: ResolvedApp;
  readonly name: string;
  readonly before: StoredSecret;
  readonly given: readonly GivenSecret[];
}

async function planOne(
  { app, name, before, given }: PlannedSecret,
  { secretStore }: Pick<DeployPorts, "secretStore">,
): Promise<SecretChange> {
  const held = before.version === null ? null : await secretStore.read(before.name);
  const value = merged(held, given);
  const kind = held === null ? "first" : held.reveal() === value.reveal() ? "unchanged" : "changed";
  const keys = given.flatMap(({ key }) => key ?? []).sort();
  return {
    secret: name,
    fullName: before.name,
    keys,
    kind,
    versionBefore: before.version,
    value,
    ...secretUsers(app, name),
  };
}

function merged(held: SecretText | null, given: readonly GivenSecret[]): SecretText {
  const whole = given.findLast(({ key }) => key === null)?.value ?? null;
  const fields = given.filter(({ key }) => key !== null);
  if (fields.length === 0) return expectPresent(whole, "A given value");
  const base = new Map((whole ?? held) === null ? [] : jsonFields(expectPresent(whole ?? held, "A value")));
  const next = new Map(base);
  for (const { key, value } of fields) next.set(expectPresent(key, "A field"), value.reveal());
  const same = held !== null && [...next].every(([key, value]) => base.get(key) === value) && next.size === base.size;
  // What is the same stays as it was written, spaces and all.
  return same && whole === null ? held : jsonOfFields(next);
}

function problemsOf({ secret, key, value }: GivenSecret, app: ResolvedApp, evenGenerated: boolean): Problem[] {
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

const notDeployed = (secret: string, app: ResolvedApp): Problem => ({
  path: `secrets.${secret}`,
  code: "SecretNotDeployed",
  message: `Secret ${environmentPath(app, secret)} isn't there yet: its stack makes it.`,
  fix: `\`fairlead deploy -e ${app.environment.name}\` makes it, and stops before the services start without it.`,
});

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw UserError.ofProblems(problems);
}
