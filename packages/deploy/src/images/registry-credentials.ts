import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { RegistryLogin } from "../registry/registry.js";

/** A file that a container engine reads a login from; it goes when the push has ended. */
export interface CredentialsFolder extends AsyncDisposable {
  /** For `DOCKER_CONFIG`. */
  readonly folder: string;
  /** For `--authfile`. */
  readonly file: string;
}

const configSchema = z.looseObject({
  auths: z.record(z.string(), z.unknown()).optional(),
  credHelpers: z.record(z.string(), z.string()).optional(),
});

/** The login alone, for programs that are told of one file by an option. */
export const credentialsOf = (login: RegistryLogin): Promise<CredentialsFolder> =>
  writeConfig({ auths: { [login.host]: auth(login) } }, null);

/**
 * Docker's own configuration with one more login: its contexts, plugins and other logins go on to hold. `docker login` would leave
 * the password in the user's configuration or keychain, and two of them at once would write over each other.
 */
export async function dockerCredentials(
  login: RegistryLogin,
  env: Readonly<Record<string, string | undefined>>,
): Promise<CredentialsFolder> {
  const own = env["DOCKER_CONFIG"] ?? join(env["HOME"] ?? homedir(), ".docker");
  const config = await readConfig(join(own, "config.json"));
  return writeConfig(
    {
      ...config,
      auths: { ...config.auths, [login.host]: auth(login) },
      // An empty name sends Docker to this file for the host, past a keychain that is set for all of them.
      credHelpers: { ...config.credHelpers, [login.host]: "" },
    },
    own,
  );
}

const auth = ({ user, password }: RegistryLogin) => ({
  auth: Buffer.from(`${user}:${password.reveal()}`).toString("base64"),
});

async function readConfig(path: string): Promise<z.infer<typeof configSchema>> {
  try {
    return configSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    // None, or one that Docker itself will complain of.
    return {};
  }
}

async function writeConfig(config: object, linked: string | null): Promise<CredentialsFolder> {
  // Readable by its owner alone, which is what mkdtemp makes.
  const folder = await mkdtemp(join(tmpdir(), "fairlead-registry-"));
  const file = join(folder, "config.json");
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  if (linked !== null) await linkAll(linked, folder);
  return { folder, file, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

async function linkAll(from: string, to: string): Promise<void> {
  const names = await readdir(from).catch(() => []);
  for (const name of names) if (name !== "config.json") await symlink(join(from, name), join(to, name));
}
