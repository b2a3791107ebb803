import { environmentPath } from "@fairlead/constructs";
import type { ResolvedApp, ResolvedSecret } from "@fairlead/model";
import type { DeployPorts } from "../deploy-ports.js";
import { jsonFields } from "./json-fields.js";
import { parameterUsers, secretUsers, type ValueUsers } from "./secret-users.js";

export interface ListedSecret extends ValueUsers {
  readonly name: string;
  /** In Secrets Manager. */
  readonly fullName: string;
  readonly made: ResolvedSecret["value"]["kind"];
  /** `missing`: its stack isn't deployed. `empty`: no value was set. `lacks-fields`: JSON fields are missing, or it is no JSON. */
  readonly state: "missing" | "empty" | "lacks-fields" | "set";
  /** Names of the fields that it lacks. */
  readonly lacks: readonly string[];
  /** Milliseconds since 1970; `null`: never, or there is none. */
  readonly changedAtMs: number | null;
}

export interface ListedParameter extends ValueUsers {
  readonly name: string;
  /** As the description has it; parameters are no secrets. */
  readonly value: string;
}

export interface SecretList {
  readonly secrets: readonly ListedSecret[];
  readonly parameters: readonly ListedParameter[];
}

/** The secrets and parameters of an environment, and whether each is there; never a value of a secret. */
export async function listSecrets(app: ResolvedApp, ports: Pick<DeployPorts, "secretStore">): Promise<SecretList> {
  const names = app.secrets.map(({ name }) => environmentPath(app, name));
  const stored = new Map((await ports.secretStore.describe(names)).map((secret) => [secret.name, secret]));
  const secrets = app.secrets.map(async (secret): Promise<ListedSecret> => {
    const fullName = environmentPath(app, secret.name);
    const found = stored.get(fullName);
    const lacks = found?.version == null ? [] : await lackingFields(secret, fullName, ports);
    return {
      name: secret.name,
      fullName,
      made: secret.value.kind,
      state:
        found === undefined ? "missing" : found.version === null ? "empty" : lacks.length > 0 ? "lacks-fields" : "set",
      lacks,
      changedAtMs: found?.changedAtMs ?? null,
      ...secretUsers(app, secret.name),
    };
  });
  return {
    secrets: await Promise.all(secrets),
    parameters: app.parameters.map(({ name, value }) => ({ name, value, ...parameterUsers(app, name) })),
  };
}

async function lackingFields(
  { value }: ResolvedSecret,
  fullName: string,
  { secretStore }: Pick<DeployPorts, "secretStore">,
): Promise<readonly string[]> {
  if (value.kind !== "operator" || value.keys.length === 0) return [];
  const held = await secretStore.read(fullName);
  const fields = held === null ? null : jsonFields(held);
  return fields === null ? value.keys : value.keys.filter((key) => !fields.has(key));
}
