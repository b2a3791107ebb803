import { parseCredentials, writeCredentials } from "./credentials.js";
import { currentValue } from "./current-value.js";
import type { Ports, SecretStore, SignIn } from "./ports.js";
import { passwordStatement } from "./role-statements.js";
import { scramVerifier } from "./scram-verifier.js";
import type { Settings } from "./settings.js";

/**
 * Makes what a proxy knows of its users true: of the current role it is told the password, and the resting one is given the password
 * that the proxy knows already, if it can't sign in with that.
 */
export async function ensureLogins(current: SignIn, ports: Ports, settings: Settings): Promise<void> {
  await writeLogin(current, ports.secrets, settings);
  for (const arn of settings.loginArns) {
    const login = parseCredentials(await currentValue(ports.secrets, arn));
    if (login.username !== current.username && (await ports.postgres.actingRole(login)) === null) {
      const master = parseCredentials(await currentValue(ports.secrets, settings.masterArn));
      const verifier = scramVerifier(login.password, ports.chance.salt());
      await ports.postgres.run(master, [passwordStatement(login.username, verifier)]);
    }
  }
}

/** Tells a proxy the password of one role. Without a proxy there is nobody to tell. */
export async function writeLogin(
  { username, password }: SignIn,
  secrets: SecretStore,
  { loginArns }: Settings,
): Promise<void> {
  for (const arn of loginArns) {
    const known = parseCredentials(await currentValue(secrets, arn));
    if (known.username === username && known.password !== password)
      await secrets.putCurrent(arn, writeCredentials({ username, password, others: known.others }));
  }
}
