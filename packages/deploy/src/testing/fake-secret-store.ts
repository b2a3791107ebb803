import { UserError } from "@fairlead/errors";
import type { GeneratedValue, SecretStore, StoredSecret } from "../secrets/secret-store.js";
import { SecretText } from "../secrets/secret-text.js";

interface KeptSecret {
  readonly versions: Map<string, SecretText>;
  current: string | null;
  rotates: boolean;
}

/** Secrets in memory, with their versions. */
export class FakeSecretStore implements SecretStore {
  /** Names of secrets whose rotation was started. */
  readonly rotated: string[] = [];
  readonly #secrets = new Map<string, KeptSecret>();
  #writes = 0;

  /** Makes a secret, as a stack does; `null`: without a value. */
  make(name: string, value: string | null = null, rotates = false): void {
    this.#secrets.set(name, { versions: new Map(), current: null, rotates });
    if (value !== null) this.#write(name, new SecretText(value));
  }

  /** What it holds, in the clear. */
  valueOf(name: string): string | null {
    const secret = this.#secrets.get(name);
    return secret?.versions.get(secret.current ?? "")?.reveal() ?? null;
  }

  describe(names: readonly string[]): Promise<readonly StoredSecret[]> {
    return Promise.resolve(
      names.flatMap((name) => {
        const secret = this.#secrets.get(name);
        if (secret === undefined) return [];
        const changedAtMs = secret.current === null ? null : Date.UTC(2026, 10, 21);
        return [{ name, version: secret.current, changedAtMs, rotates: secret.rotates }];
      }),
    );
  }

  read(name: string): Promise<SecretText | null> {
    const value = this.valueOf(name);
    return Promise.resolve(value === null ? null : new SecretText(value));
  }

  async write(name: string, value: SecretText): Promise<string> {
    await Promise.resolve();
    return this.#write(name, value);
  }

  async makeCurrent(name: string, version: string): Promise<void> {
    await Promise.resolve();
    const secret = this.#named(name);
    if (!secret.versions.has(version)) throw absent(`Secret ${name} has no version ${version}.`);
    secret.current = version;
  }

  generate({ kind, length }: GeneratedValue): Promise<SecretText> {
    this.#writes += 1;
    const digits = kind === "hexadecimal" ? this.#writes.toString(16) : `Value${this.#writes}`;
    return Promise.resolve(new SecretText(digits.padStart(length, "0")));
  }

  async startRotation(name: string): Promise<void> {
    await Promise.resolve();
    this.#named(name);
    this.rotated.push(name);
  }

  #write(name: string, value: SecretText): string {
    this.#writes += 1;
    const version = `version-${this.#writes}`;
    const secret = this.#named(name);
    secret.versions.set(version, value);
    secret.current = version;
    return version;
  }

  #named(name: string): KeptSecret {
    const secret = this.#secrets.get(name);
    if (secret !== undefined) return secret;
    throw absent(`There is no secret ${name}.`);
  }
}

const absent = (message: string): UserError => UserError.of("AwsNotFound", { message, fix: "Deploy first." });
