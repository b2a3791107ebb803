import { roleNames } from "../../postgres/role-names.js";
import { parseCredentials } from "./credentials.js";
import { currentValue } from "./current-value.js";
import { makeUrlCurrent } from "./make-url-current.js";
import type { Ports } from "./ports.js";
import { restartServices } from "./restart-services.js";
import { passwordStatement, roleStatements } from "./role-statements.js";
import { scramVerifier } from "./scram-verifier.js";
import type { Settings } from "./settings.js";

/**
 * Makes the three roles where they are missing, and gives the one that is current the password that its secret holds. A database
 * that was signed in to as the master user until now has a URL that says so; then it is replaced, and who holds it restarted.
 */
export async function ensureRoles(ports: Ports, settings: Settings): Promise<void> {
  const { secrets, postgres, deployments, chance } = ports;
  const names = roleNames(settings.databaseName);
  const master = parseCredentials(await currentValue(secrets, settings.masterArn));
  const facts = await postgres.roleFacts(master);
  await postgres.run(master, roleStatements(names, settings.databaseName, facts));

  const current = parseCredentials(await currentValue(secrets, settings.credentialsArn));
  if ((await postgres.actingRole(current)) === null)
    await postgres.run(master, [passwordStatement(current.username, scramVerifier(current.password, chance.salt()))]);
  if (await makeUrlCurrent(current, secrets, settings)) await restartServices(deployments, settings.services);
}
