import { environmentPath } from "@fairlead/constructs";
import type { ResolvedApp } from "@fairlead/model";
import type { DeployPorts } from "../deploy-ports.js";
import { leftOpen, secretsToSet, type ValuelessSecret } from "./first-values.js";
import type { GivenSecret } from "./given-secret.js";
import { mergedValue } from "./merged-value.js";

type Ports = Pick<DeployPorts, "secretStore">;

/** Secrets that somebody has to set, that have no value, and that the given ones leave open. No value is read. */
export async function lackingSecrets(
  app: ResolvedApp,
  given: readonly GivenSecret[],
  ports: Ports,
): Promise<readonly ValuelessSecret[]> {
  const secrets = secretsToSet(app);
  const stored = await ports.secretStore.describe(secrets.map(({ name }) => environmentPath(app, name)));
  const set = new Set(stored.filter(({ version }) => version !== null).map(({ name }) => name));
  return secrets
    .filter(({ name }) => !set.has(environmentPath(app, name)))
    .flatMap((secret) => leftOpen(secret, given) ?? []);
}

/** Gives secrets that are there and have no value their first one; what has one keeps it. Gives the names of those that it set. */
export async function fillSecrets(
  app: ResolvedApp,
  given: readonly GivenSecret[],
  { secretStore }: Ports,
): Promise<readonly string[]> {
  const names = [...new Set(given.map(({ secret }) => secret))].sort();
  const stored = await secretStore.describe(names.map((name) => environmentPath(app, name)));
  const empty = new Set(stored.filter(({ version }) => version === null).map(({ name }) => name));
  const filled = names.filter((name) => empty.has(environmentPath(app, name)));
  for (const name of filled) {
    const own = given.filter(({ secret }) => secret === name);
    await secretStore.write(environmentPath(app, name), mergedValue(null, own));
  }
  return filled;
}
