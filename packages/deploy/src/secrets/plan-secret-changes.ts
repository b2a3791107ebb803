import { environmentPath } from "@fairlead/constructs";
import { expectPresent, type Problem, UserError } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import type { DeployPorts } from "../deploy-ports.js";
import type { GivenSecret } from "./given-secret.js";
import { mergedValue } from "./merged-value.js";
import type { StoredSecret } from "./secret-store.js";
import type { SecretText } from "./secret-text.js";
import { secretUsers, type ValueUsers } from "./secret-users.js";
import { unfitValue } from "./unfit-value.js";

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

/**
 * Finds what given values would change, without changing anything. Fields are put into the JSON that is there.
 * @throws UserError with every value that can't be taken.
 */
export async function planSecretChanges(
  { app, given, evenGenerated }: GivenSecrets,
  ports: Pick<DeployPorts, "secretStore">,
): Promise<readonly SecretChange[]> {
  refuse(given.flatMap((one) => unfitValue(one, app, evenGenerated)));
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
  const value = mergedValue(held, given);
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

const notDeployed = (secret: string, app: ResolvedApp): Problem => ({
  path: `secrets.${secret}`,
  code: "SecretNotDeployed",
  message: `Secret ${environmentPath(app, secret)} isn't there yet: its stack makes it.`,
  fix: `\`fairlead deploy -e ${app.environment.name}\` makes it, and stops before the services start without it.`,
});

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw UserError.ofProblems(problems);
}
