import { type Kysely, sql } from "kysely";
import { parseLimits, parsePolicy, parseProviderKeys } from "../access/grant-schema.js";
import type { Grant } from "../access/grant.js";
import type { Schema } from "./schema.js";

/** Looks a token up with everything that it opens, in one statement. Asked by the grant cache only. */
export class Grants {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** @param tokenHash SHA-256 of the token, base64url. */
  async load(tokenHash: string): Promise<Grant | null> {
    const row = await this.#db
      .selectFrom("tokens")
      .innerJoin("projects", "projects.id", "tokens.project_id")
      .select([
        "tokens.id as tokenId",
        "projects.id as projectId",
        "projects.name as projectName",
        "tokens.expires_at as expiresAt",
        "tokens.is_active as isActive",
        "projects.is_active as projectIsActive",
        "tokens.limits as limits",
        "projects.policy as policy",
      ])
      .select((eb) =>
        eb
          .selectFrom("provider_keys")
          .select(
            sql`json_agg(json_build_object('provider', provider, 'keyId', key_id, 'sealed', sealed) order by provider)`.as(
              "keys",
            ),
          )
          .whereRef("provider_keys.project_id", "=", "projects.id")
          .as("keys"),
      )
      .where("tokens.token_hash", "=", tokenHash)
      .executeTakeFirst();
    if (row === undefined) return null;
    const { expiresAt, limits, policy, keys, ...rest } = row;
    return {
      ...rest,
      expiresAtMs: expiresAt === null ? null : expiresAt.getTime(),
      limits: parseLimits(limits),
      policy: parsePolicy(policy),
      providerKeys: parseProviderKeys(keys ?? []),
    };
  }
}
