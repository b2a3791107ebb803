import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../state/database.js";
import { createRepositories, type Repositories } from "../state/repositories.js";
import { openTestState } from "../testing/test-state.js";
import { OPEN_POLICY } from "./grant-schema.js";
import { createKeySealer } from "./key-sealer.js";
import { resealProviderKeys } from "./reseal-provider-keys.js";

describe("resealing provider keys", () => {
  let database: Database;
  let repositories: Repositories;
  beforeAll(async () => {
    database = await openTestState();
    repositories = createRepositories(database.kysely);
  });
  afterAll(async () => {
    await database.close();
  });

  it("makes the former encryption key dispensable, reports what it can't open and may be run again", async () => {
    const [lost, old, current] = [
      createKeySealer("lost", []),
      createKeySealer("old", []),
      createKeySealer("new", ["old"]),
    ];
    const at = new Date(0);
    for (let index = 0; index < 250; index++) {
      const id = `p${String(index).padStart(3, "0")}`;
      await repositories.projects.create({ id, name: id, policy: OPEN_POLICY }, at);
      const sealer = index === 0 ? lost : index === 1 ? current : old;
      await repositories.providerKeys.put(id, sealer.seal(id, "openai", `secret of ${id}`), at);
    }
    const first = await resealProviderKeys(repositories.providerKeys, current);
    expect(first.resealed).toBe(248);
    expect(first.failed).toMatchObject([{ projectId: "p000", provider: "openai" }]);
    expect(first.failed[0]?.message).toContain("ENCRYPTION_KEY_PREVIOUS");
    expect((await resealProviderKeys(repositories.providerKeys, current)).resealed).toBe(0);
    const left = await repositories.providerKeys.listNotSealedBy("none", 1000);
    const withoutOld = createKeySealer("new", []);
    for (const { projectId, ...key } of left.slice(1))
      expect(withoutOld.open(projectId, key)).toBe(`secret of ${projectId}`);
  });
});
