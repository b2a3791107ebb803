import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_LIMITS, OPEN_POLICY } from "../access/grant-schema.js";
import { startPostgres, type TestPostgres } from "../testing/postgres.js";
import { openTestPostgres, openTestState } from "../testing/test-state.js";
import type { Database } from "./database.js";
import { AuditEvents } from "./audit-events.js";
import { Grants } from "./grants.js";
import { PostgresQuotaLedger } from "./postgres-quota-ledger.js";
import { Projects } from "./projects.js";
import { ProviderKeys } from "./provider-keys.js";
import { Tokens } from "./tokens.js";
import { Usage } from "./usage.js";

const AT = new Date("2026-11-21T10:00:00.000Z");
const LATER = new Date("2026-11-21T11:00:00.000Z");
const PAGE = { limit: 100, after: null };

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

describe.each([
  { name: "PostgreSQL", open: () => openTestPostgres(postgres.url) },
  { name: "PGlite", open: () => openTestState() },
])("repositories over $name", ({ open }) => {
  let database: Database;
  let sequence = 0;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(async () => {
    await database.close();
  });

  const newProject = async (name = `project ${String(++sequence)}`) => {
    const project = await new Projects(database.kysely).create(
      { id: `p${String(++sequence)}`, name, policy: OPEN_POLICY },
      AT,
    );
    if (project === "name-taken") expect.fail("The name is new.");
    return project;
  };
  const newToken = (projectId: string, expiresAt: Date | null = null) => {
    const id = `t${String(++sequence).padStart(6, "0")}`;
    const limits = { ...NO_LIMITS, maxRequests: 5 };
    return new Tokens(database.kysely).create(
      { id, tokenHash: `hash-of-${id}`, projectId, name: "", expiresAt, limits },
      AT,
    );
  };

  it("answers the probe of its health", async () => {
    await expect(database.dependency.probe(AbortSignal.timeout(5_000))).resolves.toBeUndefined();
  });

  it("gives a project back as it was made", async () => {
    const project = await newProject();
    expect(await new Projects(database.kysely).find(project.id)).toEqual({
      ...project,
      isActive: true,
      policy: OPEN_POLICY,
      providers: [],
      createdAt: AT,
      updatedAt: AT,
      deactivatedAt: null,
    });
  });

  it("refuses a second project of the same name, when it is made and when it is renamed", async () => {
    const projects = new Projects(database.kysely);
    const [first, second] = [await newProject(), await newProject()];
    expect(await projects.create({ id: "other", name: first.name, policy: OPEN_POLICY }, AT)).toBe("name-taken");
    expect(await projects.update(second.id, { name: first.name }, AT)).toBe("name-taken");
  });

  it("changes only what a change names", async () => {
    const projects = new Projects(database.kysely);
    const project = await newProject();
    const policy = { ...OPEN_POLICY, models: ["gpt-4o*"] };
    expect(await projects.update(project.id, { policy }, LATER)).toEqual({ ...project, policy, updatedAt: LATER });
    const off = await projects.update(project.id, { isActive: false }, LATER);
    expect(off).toMatchObject({ isActive: false, deactivatedAt: LATER, policy });
    expect(await projects.update(project.id, { isActive: true }, LATER)).toMatchObject({ deactivatedAt: null });
    expect(await projects.update("nobody", { isActive: true }, LATER)).toBeNull();
  });

  it("lists projects page by page", async () => {
    const projects = new Projects(database.kysely);
    await newProject();
    const all = await projects.list(PAGE);
    const [first] = await projects.list({ limit: 1, after: null });
    const rest = await projects.list({ limit: 100, after: first?.id ?? null });
    expect([first, ...rest]).toEqual(all);
  });

  it("keeps a token's hash to itself", async () => {
    const token = await newToken((await newProject()).id);
    const shown = [token, await new Tokens(database.kysely).find(token.id)];
    expect(JSON.stringify(shown)).not.toContain("hash-of-");
    expect(shown[1]).toEqual(token);
  });

  it("revokes a token for good, and the same again and again", async () => {
    const tokens = new Tokens(database.kysely);
    const token = await newToken((await newProject()).id);
    expect(await tokens.revoke(token.id, AT)).toMatchObject({ isActive: false, revokedAt: AT });
    expect(await tokens.revoke(token.id, LATER)).toMatchObject({ isActive: false, revokedAt: AT });
    expect(await tokens.update(token.id, { isActive: true }, LATER)).toBe("revoked");
    expect(await tokens.revoke("nothing", AT)).toBeNull();
  });

  it("switches a token off and on, and changes its limits", async () => {
    const tokens = new Tokens(database.kysely);
    const token = await newToken((await newProject()).id);
    expect(await tokens.update(token.id, { isActive: false }, LATER)).toMatchObject({ deactivatedAt: LATER });
    const limits = { ...NO_LIMITS, tokensPerMinute: 10 };
    expect(await tokens.update(token.id, { isActive: true, limits, expiresAt: LATER, name: "new" }, LATER)).toEqual({
      ...token,
      name: "new",
      limits,
      expiresAt: LATER,
      updatedAt: LATER,
    });
    expect(await tokens.update("nothing", {}, LATER)).toBeNull();
  });

  it("revokes every token of one project and none of another", async () => {
    const tokens = new Tokens(database.kysely);
    const [mine, other] = [await newProject(), await newProject()];
    await newToken(mine.id);
    await newToken(mine.id);
    const spared = await newToken(other.id);
    expect(await tokens.revokeAllOf(mine.id, AT)).toBe(2);
    expect(await tokens.revokeAllOf(mine.id, AT)).toBe(0);
    expect(await tokens.find(spared.id)).toMatchObject({ isActive: true });
  });

  it("lists the tokens of a project, all or those that still open something", async () => {
    const tokens = new Tokens(database.kysely);
    const { id: projectId } = await newProject();
    const [live, revoked, expired] = [
      await newToken(projectId),
      await newToken(projectId),
      await newToken(projectId, AT),
    ];
    await tokens.revoke(revoked.id, AT);
    const idsOf = async (activeOnly: boolean) =>
      (await tokens.list({ projectId, activeOnly }, PAGE, LATER)).map((token) => token.id);
    expect(await idsOf(false)).toEqual([live.id, revoked.id, expired.id]);
    expect(await idsOf(true)).toEqual([live.id]);
  });

  it("loads a grant with limits, policy and sealed keys in one go", async () => {
    const project = await newProject();
    const token = await newToken(project.id, LATER);
    const keys = new ProviderKeys(database.kysely);
    await keys.put(project.id, { provider: "openai", keyId: "k1", sealed: "old" }, AT);
    await keys.put(project.id, { provider: "openai", keyId: "k1", sealed: "sealed" }, AT);
    await keys.put(project.id, { provider: "groq", keyId: "k1", sealed: "g" }, AT);
    expect(await new Grants(database.kysely).load(`hash-of-${token.id}`)).toEqual({
      tokenId: token.id,
      projectId: project.id,
      projectName: project.name,
      expiresAtMs: LATER.getTime(),
      isActive: true,
      projectIsActive: true,
      limits: { ...NO_LIMITS, maxRequests: 5 },
      policy: OPEN_POLICY,
      providerKeys: [
        { provider: "groq", keyId: "k1", sealed: "g" },
        { provider: "openai", keyId: "k1", sealed: "sealed" },
      ],
    });
    expect(await new Projects(database.kysely).find(project.id)).toMatchObject({ providers: ["groq", "openai"] });
    await keys.remove(project.id, "groq");
    expect(await new Projects(database.kysely).find(project.id)).toMatchObject({ providers: ["openai"] });
    expect(await new Grants(database.kysely).load("no such hash")).toBeNull();
  });

  it("replaces a sealed key only when nobody changed it meanwhile", async () => {
    const project = await newProject();
    const keys = new ProviderKeys(database.kysely);
    const old = { provider: "openai", keyId: "old-key", sealed: "a" };
    const renewed = { provider: "openai", keyId: "new-key", sealed: "b" };
    await keys.put(project.id, old, AT);
    const listed = await keys.listNotSealedBy("new-key", 100);
    expect(listed).toContainEqual({ projectId: project.id, ...old });
    expect(await keys.replace(project.id, { ...old, sealed: "changed" }, renewed)).toBe(false);
    expect(await keys.replace(project.id, old, renewed)).toBe(true);
    expect(await keys.listNotSealedBy("new-key", 100)).not.toContainEqual(
      expect.objectContaining({ projectId: project.id }),
    );
  });

  it("adds usage up by day, model and token, and remembers when a token was used last", async () => {
    const usage = new Usage(database.kysely);
    const { id: projectId } = await newProject();
    const token = await newToken(projectId);
    const row = {
      day: "2026-11-20",
      projectId,
      tokenId: token.id,
      model: "gpt-4o",
      provider: "openai",
      requests: 2,
      failedRequests: 1,
      unpricedRequests: 0,
      inputTokens: 100,
      outputTokens: 10,
      costUsd: 0.000_000_125,
      lastAt: AT,
    };
    await usage.add([row, { ...row, model: null, provider: null, costUsd: 0, unpricedRequests: 2 }]);
    await usage.add([{ ...row, day: "2026-11-21", lastAt: LATER }, row]);
    const question = { projectId, from: "2026-11-20", to: "2026-11-21", groupBy: "day" } as const;
    const once = { requests: 2, failedRequests: 1, unpricedRequests: 0, inputTokens: 100, outputTokens: 10 };
    expect(await usage.sum(question)).toEqual([
      {
        projectId,
        group: "2026-11-20",
        requests: 6,
        failedRequests: 3,
        unpricedRequests: 2,
        inputTokens: 300,
        outputTokens: 30,
        costUsd: 0.000_000_25,
      },
      { projectId, group: "2026-11-21", ...once, costUsd: 0.000_000_125 },
    ]);
    expect((await usage.sum({ ...question, groupBy: "model" })).map((answer) => answer.group)).toEqual(["", "gpt-4o"]);
    expect((await usage.sum({ ...question, groupBy: "token", to: "2026-11-20" }))[0]).toMatchObject({
      group: token.id,
      requests: 6,
    });
    expect(await new Tokens(database.kysely).find(token.id)).toMatchObject({ lastUsedAt: LATER });
  });

  it("lets the latest knowledge of a quota win, whoever writes last", async () => {
    const ledger = new PostgresQuotaLedger(database.kysely, () => AT.getTime());
    const token = await newToken((await newProject()).id);
    expect(await ledger.read(token.id)).toBeNull();
    await ledger.write([
      { tokenId: token.id, requests: 3, tokens: 30, version: 5 },
      { tokenId: token.id, requests: 1, tokens: 10, version: 2 },
    ]);
    await ledger.write([{ tokenId: token.id, requests: 2, tokens: 20, version: 4 }]);
    expect(await ledger.read(token.id)).toEqual({ requests: 3, tokens: 30, version: 5 });
    await ledger.write([]);
    expect(await new Tokens(database.kysely).find(token.id)).toMatchObject({ requestCount: 3 });
  });

  it("lists the audit newest first, page by page and by what is asked", async () => {
    const audit = new AuditEvents(database.kysely);
    const projectId = `audited ${String(++sequence)}`;
    const entry = {
      action: "token.create",
      actor: "management",
      projectId,
      tokenId: null,
      requestId: "r",
      clientIp: "127.0.0.1",
      outcome: "success",
      reason: null,
    } as const;
    await audit.add([
      { entry, at: AT },
      { entry: { ...entry, action: "token.revoke", outcome: "denied" }, at: LATER },
    ]);
    await audit.add([]);
    const all = await audit.list({ projectId }, 10, null);
    expect(all.map((event) => [event.action, event.at, event.outcome])).toEqual([
      ["token.revoke", LATER, "denied"],
      ["token.create", AT, "success"],
    ]);
    const [newest, oldest] = all;
    expect(await audit.list({ projectId }, 10, newest?.id ?? null)).toEqual([oldest]);
    expect(await audit.list({ projectId, outcome: "denied" }, 10, null)).toEqual([newest]);
    expect(await audit.list({ projectId, action: "token.create", tokenId: "x" }, 10, null)).toEqual([]);
    expect(await audit.find(newest?.id ?? 0)).toEqual(newest);
    expect(await audit.find(999_999)).toBeNull();
  });
});
