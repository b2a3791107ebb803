import { expectPresent } from "@fairlead/errors";
import { roleNames } from "../../postgres/role-names.js";
import { parseCredentials } from "./credentials.js";
import type { Ports } from "./ports.js";
import { passwordStatement, roleStatements } from "./role-statements.js";
import { scramVerifier } from "./scram-verifier.js";
import type { Settings } from "./settings.js";

/** Makes the three roles where they are missing, and gives the one that is current the password that its secret holds. */
export async function ensureRoles({ secrets, postgres, chance }: Ports, settings: Settings): Promise<void> {
  const names = roleNames(settings.databaseName);
  const master = parseCredentials(await currentValue(secrets, settings.masterArn));
  const facts = await postgres.roleFacts(master);
  await postgres.run(master, roleStatements(names, settings.databaseName, facts));

  const current = parseCredentials(await currentValue(secrets, settings.credentialsArn));
  if ((await postgres.actingRole(current)) !== null) return;
  await postgres.run(master, [passwordStatement(current.username, scramVerifier(current.password, chance.salt()))]);
}

/** The value that is current, of a secret that must have one. */
export const currentValue = async (secrets: Ports["secrets"], arn: string): Promise<string> =>
  expectPresent(await secrets.readCurrent(arn), `The current value of ${arn}`);
