import { environmentPath } from "@fairlead/constructs";
import { UserError } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import type { DeployPorts } from "../deploy-ports.js";
import { planSecretChanges, type SecretChange } from "./plan-secret-changes.js";
import type { GeneratedValue } from "./secret-store.js";

export interface RotationRequest {
  readonly app: ResolvedApp;
  /** A secret that Fairlead makes, or a database whose login rotates. */
  readonly name: string;
  /** Names whose data may be lost with the key that encrypts them. */
  readonly allowLoss: readonly string[];
}

export type Rotation =
  /** To be given to `changeSecrets`. */
  | { readonly kind: "change"; readonly changes: readonly SecretChange[] }
  /** It goes on in AWS, and starts the services that use it anew by itself. */
  | { readonly kind: "started"; readonly fullName: string };

/**
 * Makes a new value for a generated secret, or starts the rotation of a database's login.
 * @throws UserError for what has no rotation, and for a key unless its loss is allowed by name.
 */
export async function rotateSecret(
  { app, name, allowLoss }: RotationRequest,
  ports: Pick<DeployPorts, "secretStore">,
): Promise<Rotation> {
  const secret = app.secrets.find((candidate) => candidate.name === name);
  if (secret === undefined) return rotateDatabase(app, name, ports);
  const recipe = recipeOf(secret.value);
  if (recipe === null)
    throw refusal(name, {
      code: "SecretIsOperators",
      message: `The value of ${name} is yours: nobody but whoever issued it can make another.`,
      fix: `Have it issued anew, and set it: \`fairlead secrets set ${name}\`.`,
    });
  if (secret.value.kind === "generated-key-256" && !allowLoss.includes(name))
    throw refusal(name, {
      code: "RotationLosesData",
      message: `Secret ${name} is a key: what was encrypted or signed with it can't be read with another one.`,
      fix: `If that may be lost, or the app keeps its old keys by itself: \`--allow-loss ${name}\`.`,
    });
  const value = await ports.secretStore.generate(recipe);
  const changes = await planSecretChanges(
    { app, given: [{ secret: name, key: null, value }], evenGenerated: true },
    ports,
  );
  return { kind: "change", changes };
}

function recipeOf(value: ResolvedApp["secrets"][number]["value"]): GeneratedValue | null {
  switch (value.kind) {
    case "generated-token":
      return { kind: "letters-and-digits", length: value.length };
    case "generated-key-256":
      return { kind: "hexadecimal", length: 64 };
    case "operator":
      return null;
  }
}

async function rotateDatabase(
  app: ResolvedApp,
  name: string,
  { secretStore }: Pick<DeployPorts, "secretStore">,
): Promise<Rotation> {
  if (!app.databases.some((database) => database.name === name))
    throw refusal(name, {
      code: "UnknownSecret",
      message: `${app.name} (${app.environment.name}) has no secret and no database ${name}.`,
      fix: `Its secrets are ${app.secrets.map((secret) => secret.name).join(", ") || "none"}.`,
    });
  const fullName = environmentPath(app, `databases/${name}/credentials`);
  const [stored] = await secretStore.describe([fullName]);
  if (stored?.rotates !== true)
    throw refusal(name, {
      code: "NoRotation",
      message: `The login of database ${name} has no rotation here.`,
      fix: "State it in the description, e.g. `rotation: { everyDays: 30 }`, and deploy.",
    });
  await secretStore.startRotation(fullName);
  return { kind: "started", fullName };
}

const refusal = (name: string, { code, message, fix }: { code: string; message: string; fix: string }): UserError =>
  UserError.ofProblems([{ path: `secrets.${name}`, code, message, fix }]);
