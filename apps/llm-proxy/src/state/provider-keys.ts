import type { Kysely } from "kysely";
import type { EncryptedProviderKey } from "../access/grant.js";
import type { Schema } from "./schema.js";

/** Keys of providers that projects bring, sealed: nothing in here can open them. */
export class ProviderKeys {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async put(projectId: string, key: EncryptedProviderKey, at: Date): Promise<void> {
    const values = { key_id: key.keyId, sealed: key.sealed, updated_at: at };
    await this.#db
      .insertInto("provider_keys")
      .values({ project_id: projectId, provider: key.provider, ...values })
      .onConflict((conflict) => conflict.columns(["project_id", "provider"]).doUpdateSet(values))
      .execute();
  }

  async remove(projectId: string, provider: string): Promise<void> {
    await this.#db
      .deleteFrom("provider_keys")
      .where("project_id", "=", projectId)
      .where("provider", "=", provider)
      .execute();
  }

  /** Some that another key than the given one sealed, so that they can be sealed anew. */
  async listNotSealedBy(
    keyId: string,
    limit: number,
  ): Promise<(EncryptedProviderKey & { readonly projectId: string })[]> {
    const rows = await this.#db
      .selectFrom("provider_keys")
      .selectAll()
      .where("key_id", "<>", keyId)
      .orderBy("project_id")
      .orderBy("provider")
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      projectId: row.project_id,
      provider: row.provider,
      keyId: row.key_id,
      sealed: row.sealed,
    }));
  }

  /** Writes only over what was read, so that a key that somebody changed meanwhile wins. @returns Whether it did. */
  async replace(projectId: string, old: EncryptedProviderKey, renewed: EncryptedProviderKey): Promise<boolean> {
    const result = await this.#db
      .updateTable("provider_keys")
      .set({ key_id: renewed.keyId, sealed: renewed.sealed })
      .where("project_id", "=", projectId)
      .where("provider", "=", old.provider)
      .where("sealed", "=", old.sealed)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }
}
