import { expectPresent, Fault } from "@fairlead/errors";
import { restingRole, roleNames } from "../../postgres/role-names.js";
import { type Credentials, parseCredentials, writeCredentials } from "./credentials.js";
import { currentValue } from "./current-value.js";
import type { RotationStep } from "./function-event.js";
import { writeLogin } from "./logins.js";
import { makeUrlCurrent } from "./make-url-current.js";
import type { Ports } from "./ports.js";
import { restartServices } from "./restart-services.js";
import { passwordStatement } from "./role-statements.js";
import { scramVerifier } from "./scram-verifier.js";
import type { Settings } from "./settings.js";

/** One step of a rotation. Secrets Manager repeats a step that failed: each can be run any number of times. */
export async function rotate(step: RotationStep, versionId: string, ports: Ports, settings: Settings): Promise<void> {
  switch (step) {
    case "createSecret":
      await createSecret(versionId, ports, settings);
      return;
    case "setSecret":
      await setSecret(versionId, ports, settings);
      return;
    case "testSecret":
      await testSecret(versionId, ports, settings);
      return;
    case "finishSecret":
      await finishSecret(versionId, ports, settings);
  }
}

/** Writes down what the resting role is going to sign in with. */
async function createSecret(versionId: string, { secrets, chance }: Ports, settings: Settings): Promise<void> {
  if ((await secrets.readVersion(settings.credentialsArn, versionId)) !== null) return;
  const current = parseCredentials(await currentValue(secrets, settings.credentialsArn));
  const pending: Credentials = {
    others: current.others,
    username: restingRole(roleNames(settings.databaseName), current.username),
    password: chance.password(),
  };
  await secrets.putPending(settings.credentialsArn, versionId, writeCredentials(pending));
}

/** Gives the resting role its new password. Whoever runs signs in as the other one and notices nothing. */
async function setSecret(versionId: string, { secrets, postgres, chance }: Ports, settings: Settings): Promise<void> {
  const pending = await versionOf(secrets, settings, versionId);
  if ((await postgres.actingRole(pending)) !== null) {
    await writeLogin(pending, secrets, settings);
    return;
  }
  const current = parseCredentials(await currentValue(secrets, settings.credentialsArn));
  if (current.username === pending.username)
    throw new Fault(
      "RoleInUse",
      `The role ${pending.username} is current; its password may not change under its users.`,
    );
  const master = parseCredentials(await currentValue(secrets, settings.masterArn));
  await postgres.run(master, [passwordStatement(pending.username, scramVerifier(pending.password, chance.salt()))]);
  await writeLogin(pending, secrets, settings);
}

/**
 * Signs in as an app would. As rotation is set up, Secrets Manager runs this step alone with a version that holds nothing of
 * its own; then the current credentials are what there is to test.
 */
async function testSecret(versionId: string, { secrets, postgres }: Ports, settings: Settings): Promise<void> {
  const text =
    (await secrets.readVersion(settings.credentialsArn, versionId)) ??
    (await currentValue(secrets, settings.credentialsArn));
  const { owner } = roleNames(settings.databaseName);
  const { username, password } = parseCredentials(text);
  const acting = await postgres.actingRole({ username, password });
  if (acting === null) throw new Fault("SignInRefused", `The database refuses the new credentials of ${username}.`);
  if (acting !== owner) throw new Fault("WrongOwner", `The role ${username} acts as ${acting} and not as ${owner}.`);
}

/**
 * Makes the new credentials current: first the URL, then the credentials, then for the tasks. In between both roles are good,
 * so whatever a task reads works; and as long as the credentials have not moved, Secrets Manager knows that this is not done.
 */
async function finishSecret(versionId: string, ports: Ports, settings: Settings): Promise<void> {
  const { secrets } = ports;
  const pending = await versionOf(secrets, settings, versionId);
  await makeUrlCurrent(pending, secrets, settings);
  const current = currentVersion(await secrets.stages(settings.credentialsArn));
  if (current !== versionId) await secrets.makeCurrent(settings.credentialsArn, { from: current, to: versionId });
  await restartServices(ports.deployments, settings.services);
}

async function versionOf(secrets: Ports["secrets"], settings: Settings, versionId: string): Promise<Credentials> {
  const text = await secrets.readVersion(settings.credentialsArn, versionId);
  return parseCredentials(expectPresent(text, `Version ${versionId} of the credentials`));
}

function currentVersion(stages: ReadonlyMap<string, readonly string[]>): string {
  const current = [...stages].find(([, labels]) => labels.includes("AWSCURRENT"));
  return expectPresent(current, "The current version of the credentials")[0];
}
