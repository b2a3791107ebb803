import { roleNames } from "../../postgres/role-names.js";
import { parseCredentials } from "./credentials.js";
import { currentValue } from "./current-value.js";
import { ensureLogins } from "./logins.js";
import { makeUrlCurrent } from "./make-url-current.js";
import type { Ports } from "./ports.js";
import { restartServices } from "./restart-services.js";
import { passwordStatement, roleStatements } from "./role-statements.js";
import { scramVerifier } from "./scram-verifier.js";
import type { Settings } from "./settings.js";

/** Whether the roles are made for the first time, or looked after. */
export type RolesRequest = "Create" | "Update";

/**
 * Makes the three roles where they are missing, and gives the one that is current the password that its secret holds. Where
 * rotation is turned on in use, tasks hold the master user's password, which RDS has taken over by then; CloudFormation has
 * written the new URL already. So whoever uses the database is restarted when the roles are new; in a new environment there is
 * nobody yet.
 */
export async function ensureRoles(ports: Ports, settings: Settings, request: RolesRequest): Promise<void> {
  const { secrets, postgres, deployments, chance } = ports;
  const names = roleNames(settings.databaseName);
  const master = parseCredentials(await currentValue(secrets, settings.masterArn));
  const facts = await postgres.roleFacts(master);
  await postgres.run(master, [...roleStatements(names, settings.databaseName, facts), ...settings.preparation]);

  const current = parseCredentials(await currentValue(secrets, settings.credentialsArn));
  if ((await postgres.actingRole(current)) === null)
    await postgres.run(master, [passwordStatement(current.username, scramVerifier(current.password, chance.salt()))]);
  await ensureLogins(current, ports, settings);
  const urlChanged = await makeUrlCurrent(current, secrets, settings);
  if (urlChanged || request === "Create") await restartServices(deployments, settings.services);
}
