import fastify, { type FastifyBaseLogger, type FastifyInstance, type InjectOptions } from "fastify";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createKeySealer } from "../access/key-sealer.js";
import { type Invalidation, LocalInvalidations } from "../access/invalidations.js";
import { hashToken, isWellFormedToken } from "../access/token-secret.js";
import type { ResponseCache } from "../cache/response-cache.js";
import { AuditQueue } from "../state/audit-queue.js";
import type { Database } from "../state/database.js";
import { createRepositories, type Repositories } from "../state/repositories.js";
import { openTestState, silentLog } from "../testing/test-state.js";
import { z } from "zod";
import { managementApi } from "./management-api.js";

const TOKEN = "planted-management-token";
const PREVIOUS = "planted-previous-management-token";
const PROVIDER_KEY = "planted-provider-key";
const NOW = Date.parse("2026-11-21T12:00:00.000Z");
const withId = z.object({ id: z.string() });
const withToken = withId.extend({ token: z.string() });
const auditPage = z.object({
  events: z.array(z.object({ id: z.int(), action: z.string(), actor: z.string(), outcome: z.string() }).loose()),
  pagination: z.object({ next_cursor: z.int().nullable() }),
});

describe("management API", () => {
  let database: Database;
  let repositories: Repositories;
  let app: FastifyInstance;
  let audit: AuditQueue;
  let sequence = 0;
  let told: Invalidation[];
  let purged: Parameters<ResponseCache["purge"]>[0][];
  const logLines: string[] = [];

  beforeAll(async () => {
    database = await openTestState();
    repositories = createRepositories(database.kysely);
  });
  afterAll(async () => {
    await database.close();
  });
  beforeEach(async () => {
    [told, purged] = [[], []];
    const invalidations = new LocalInvalidations();
    invalidations.subscribe((invalidation) => told.push(invalidation));
    const log: FastifyBaseLogger = pino({ level: "trace" }, { write: (line: string) => void logLines.push(line) });
    audit = new AuditQueue({ events: repositories.auditEvents, log: silentLog(), now: () => NOW });
    app = fastify({ loggerInstance: log, trustProxy: true });
    await app.register(managementApi, {
      prefix: "/manage",
      repositories,
      audit,
      invalidations,
      sealer: createKeySealer("an encryption key", []),
      cache: {
        purge: (filter: Parameters<ResponseCache["purge"]>[0]) => {
          purged.push(filter);
          return Promise.resolve(3);
        },
      },
      managementTokens: [TOKEN, PREVIOUS],
      tokenPrefix: "sk-",
      providers: ["openai", "groq"],
      now: () => NOW,
      newId: () => `id-${String(++sequence).padStart(5, "0")}`,
    });
  });

  const ask = (method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: object) => {
    const options: InjectOptions = { method, url: `/manage${path}`, headers: { authorization: `Bearer ${TOKEN}` } };
    return app.inject(body === undefined ? options : { ...options, payload: body });
  };
  const newProject = async (body: object = {}) => {
    const answer = await ask("POST", "/projects", { name: `project ${String(++sequence)}`, ...body });
    expect(answer.statusCode).toBe(201);
    return withId.parse(answer.json()).id;
  };
  const newToken = async (projectId: string, body: object = {}) => {
    const answer = await ask("POST", "/tokens", { project_id: projectId, ...body });
    expect(answer.statusCode).toBe(201);
    return withToken.parse(answer.json());
  };
  const audited = async (query: string) => {
    await audit.close(AbortSignal.timeout(5_000));
    return auditPage.parse((await ask("GET", `/audit?${query}`)).json());
  };

  describe("the door", () => {
    it.each([
      ["no header", {}],
      ["another scheme", { authorization: `Basic ${TOKEN}` }],
      ["a wrong token", { authorization: "Bearer wrong" }],
      ["a token that only begins right", { authorization: `Bearer ${TOKEN}x` }],
      ["both tokens at once", { authorization: `Bearer ${TOKEN},${PREVIOUS}` }],
    ])("stays closed with %s, in OpenAI's envelope", async (_name, headers) => {
      const answer = await app.inject({ url: "/manage/projects", headers });
      expect(answer.statusCode).toBe(401);
      expect(answer.headers["www-authenticate"]).toBe("Bearer");
      expect(answer.json()).toMatchObject({
        error: { type: "invalid_request_error", code: "invalid_management_token", param: null },
      });
    });

    it("opens for the previous token too, and the audit tells which it was", async () => {
      const headers = { authorization: `bearer ${PREVIOUS}` };
      const payload = { name: "by the previous token" };
      const answer = await app.inject({ method: "POST", url: "/manage/projects", headers, payload });
      const { id } = withId.parse(answer.json());
      expect((await audited(`project_id=${id}`)).events[0]).toMatchObject({ actor: "management-token-previous" });
    });

    it("locks an address out after ten wrong tokens, and no other address", async () => {
      const knock = (authorization: string, from: string) =>
        app.inject({ url: "/manage/projects", headers: { authorization, "x-forwarded-for": from } });
      for (let attempt = 0; attempt < 10; attempt++)
        expect((await knock("Bearer wrong", "10.0.0.1")).statusCode).toBe(401);
      const locked = await knock(`Bearer ${TOKEN}`, "10.0.0.1");
      expect(locked.statusCode).toBe(429);
      expect(locked.headers["retry-after"]).toBe("60");
      expect((await knock(`Bearer ${TOKEN}`, "10.0.0.2")).statusCode).toBe(200);
    });

    it("keeps even what is not there behind the token", async () => {
      expect((await app.inject({ url: "/manage/nothing" })).statusCode).toBe(401);
      const answer = await ask("GET", "/nothing");
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({ error: { code: "unknown_url" } });
    });
  });

  describe("projects", () => {
    it("are made, read and changed; their keys are sealed and never shown", async () => {
      const id = await newProject({ policy: { models: ["gpt-4o*"] }, provider_keys: { groq: PROVIDER_KEY } });
      const shown = await ask("GET", `/projects/${id}`);
      expect(shown.json()).toMatchObject({
        id,
        is_active: true,
        policy: { endpoints: [], models: ["gpt-4o*"], origins: [] },
        providers: ["groq"],
        created_at: "2026-11-21T12:00:00.000Z",
      });
      const changed = await ask("PATCH", `/projects/${id}`, {
        is_active: false,
        api_key: PROVIDER_KEY,
        provider_keys: { groq: null },
      });
      expect(changed.json()).toMatchObject({ is_active: false, providers: ["openai"] });
      expect(shown.body + changed.body).not.toContain(PROVIDER_KEY);
      expect(told).toContainEqual({ kind: "project", projectId: id });
      const rows = await repositories.providerKeys.listNotSealedBy("another", 100);
      expect(JSON.stringify(rows)).not.toContain(PROVIDER_KEY);
    });

    it("are listed page by page", async () => {
      await newProject();
      await newProject();
      const first = await ask("GET", "/projects?limit=1");
      const second = await ask("GET", `/projects?limit=1&after=${String(first.headers["x-next-cursor"])}`);
      const idsOf = (answer: { json: () => unknown }) => z.array(withId).parse(answer.json());
      expect(idsOf(first)).toHaveLength(1);
      expect(idsOf(second)[0]?.id).not.toBe(idsOf(first)[0]?.id);
    });

    it("can't be deleted", async () => {
      const answer = await ask("DELETE", `/projects/${await newProject()}`);
      expect(answer.statusCode).toBe(405);
      expect(answer.headers.allow).toBe("GET, PATCH");
    });

    it("bear names of their own", async () => {
      const id = await newProject({ name: "taken" });
      expect((await ask("POST", "/projects", { name: "taken" })).json()).toMatchObject({
        error: { code: "name_taken" },
      });
      expect((await ask("PATCH", `/projects/${await newProject()}`, { name: "taken" })).statusCode).toBe(409);
      expect((await ask("PATCH", `/projects/${id}`, { name: "taken" })).statusCode).toBe(200);
    });

    it("are not half made when one of their keys is refused", async () => {
      const answer = await ask("POST", "/projects", { name: "half", provider_keys: { [PROVIDER_KEY]: "x" } });
      expect(answer.statusCode).toBe(400);
      expect(answer.body).not.toContain(PROVIDER_KEY);
      await newProject({ name: "half" });
    });
  });

  it("takes a request without a body though its header names JSON, as many clients send it", async () => {
    const { id } = await newToken(await newProject());
    const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
    expect((await app.inject({ method: "DELETE", url: `/manage/tokens/${id}`, headers })).statusCode).toBe(204);
    const projects = await app.inject({ method: "POST", url: "/manage/projects", headers });
    expect(projects.json()).toMatchObject({ error: { code: "invalid_value", param: "name" } });
    const broken = await app.inject({ method: "POST", url: "/manage/projects", headers, payload: "{" });
    expect(broken.json()).toMatchObject({ error: { message: "The body is no valid JSON." } });
  });

  describe("tokens", () => {
    it("show their secret once, and are found by its hash", async () => {
      const projectId = await newProject();
      const { id, token } = await newToken(projectId, { name: "laptop", duration_minutes: 60, max_requests: 5 });
      expect(isWellFormedToken(token, "sk-")).toBe(true);
      expect(await repositories.grants.load(hashToken(token))).toMatchObject({
        tokenId: id,
        expiresAtMs: NOW + 3_600_000,
        limits: { maxRequests: 5, maxTokens: null },
      });
      const again = [await ask("GET", `/tokens/${id}`), await ask("GET", `/tokens?project_id=${projectId}`)];
      expect(again[0]?.json()).toMatchObject({ id, name: "laptop", max_requests: 5, is_active: true });
      for (const answer of again) {
        expect(answer.body).not.toContain(token);
        expect(answer.body).not.toContain(hashToken(token));
      }
    });

    it("live for 30 days when nothing is said, for ever when that is asked, and no longer than a year otherwise", async () => {
      const projectId = await newProject();
      const expiryOf = async (body: object) =>
        (await ask("POST", "/tokens", { project_id: projectId, ...body })).json<unknown>();
      expect(await expiryOf({})).toMatchObject({ expires_at: "2026-12-21T12:00:00.000Z" });
      expect(await expiryOf({ expires_at: null })).toMatchObject({ expires_at: null });
      expect(await expiryOf({ expires_at: "2026-11-22T00:00:00+02:00" })).toMatchObject({
        expires_at: "2026-11-21T22:00:00.000Z",
      });
      const refused = { error: { code: "invalid_value" } };
      expect(await expiryOf({ duration_minutes: 525_601 })).toMatchObject(refused);
      expect(await expiryOf({ expires_at: "2026-11-20T00:00:00Z" })).toMatchObject(refused);
    });

    it("take 0 as no limit, and keep the limits that a change doesn't name", async () => {
      const { id } = await newToken(await newProject(), { max_requests: 0, tokens_per_minute: 100, max_tokens: 7 });
      expect((await ask("PATCH", `/tokens/${id}`, { max_requests: 9, tokens_per_minute: null })).json()).toMatchObject({
        max_requests: 9,
        tokens_per_minute: null,
        max_tokens: 7,
      });
      expect(told).toContainEqual({ kind: "token", tokenId: id });
    });

    it("are revoked for good, and every process is told", async () => {
      const { id } = await newToken(await newProject());
      expect((await ask("DELETE", `/tokens/${id}`)).statusCode).toBe(204);
      expect((await ask("DELETE", `/tokens/${id}`)).statusCode).toBe(204);
      expect((await ask("PATCH", `/tokens/${id}`, { is_active: true })).json()).toMatchObject({
        error: { code: "token_revoked" },
      });
      expect(told).toContainEqual({ kind: "token", tokenId: id });
      expect((await ask("DELETE", "/tokens/nothing")).statusCode).toBe(404);
    });

    it("are all revoked with one call for a project", async () => {
      const projectId = await newProject();
      await newToken(projectId);
      await newToken(projectId);
      const revoke = () => ask("POST", `/projects/${projectId}/tokens/revoke`);
      expect((await revoke()).json()).toEqual({ revoked_count: 2 });
      expect((await revoke()).json()).toEqual({ revoked_count: 0 });
      expect((await ask("GET", `/tokens?project_id=${projectId}&activeOnly=true`)).json()).toEqual([]);
      expect(told).toContainEqual({ kind: "project", projectId });
    });

    it("are not made for a project that is off or doesn't exist", async () => {
      const projectId = await newProject();
      await ask("PATCH", `/projects/${projectId}`, { is_active: false });
      expect((await ask("POST", "/tokens", { project_id: projectId })).statusCode).toBe(403);
      expect((await ask("POST", "/tokens", { project_id: "nothing" })).statusCode).toBe(404);
    });
  });

  it("names every problem of an input, and repeats none of its values", async () => {
    const answer = await ask("POST", "/tokens", {
      max_requests: PROVIDER_KEY,
      duration_minutes: -1,
      more: PROVIDER_KEY,
    });
    expect(answer.statusCode).toBe(400);
    for (const name of ["project_id", "max_requests", "duration_minutes", "more"]) expect(answer.body).toContain(name);
    expect(answer.body).not.toContain(PROVIDER_KEY);
  });

  it("answers a body that is no JSON, no JSON at all or too large without repeating it", async () => {
    const send = (payload: string, type: string) =>
      app.inject({
        method: "POST",
        url: "/manage/projects",
        headers: { authorization: `Bearer ${TOKEN}`, "content-type": type },
        payload,
      });
    const answers = [
      await send(`{"name": ${PROVIDER_KEY}`, "application/json"),
      await send(`<name>${PROVIDER_KEY}</name>`, "application/xml"),
      await send(JSON.stringify({ name: PROVIDER_KEY.repeat(100_000) }), "application/json"),
    ];
    expect(answers.map((answer) => answer.statusCode)).toEqual([400, 415, 413]);
    for (const answer of answers) expect(answer.body).not.toContain(PROVIDER_KEY);
  });

  it("purges the cache by project, method and beginning of the URL", async () => {
    const answer = await ask("POST", "/cache/purge", { project_id: "p", method: "get", url: "/v1/models" });
    expect(answer.json()).toEqual({ deleted: 3 });
    expect(purged).toEqual([{ projectId: "p", method: "GET", urlPrefix: "/v1/models" }]);
  });

  it("tells usage by project and day, of the last 30 days when nothing is said", async () => {
    const projectId = await newProject();
    const row = {
      projectId,
      tokenId: "t",
      model: "m",
      provider: "openai",
      requests: 1,
      failedRequests: 0,
      unpricedRequests: 0,
      inputTokens: 10,
      outputTokens: 5,
      costUsd: 0.25,
      lastAt: new Date(NOW),
    };
    await repositories.usage.add([
      { ...row, day: "2026-11-21" },
      { ...row, day: "2026-10-22" },
    ]);
    expect((await ask("GET", `/usage?project_id=${projectId}`)).json()).toEqual({
      from: "2026-10-23",
      to: "2026-11-21",
      group_by: "day",
      rows: [
        {
          project_id: projectId,
          group: "2026-11-21",
          requests: 1,
          failed_requests: 0,
          unpriced_requests: 0,
          input_tokens: 10,
          output_tokens: 5,
          cost_usd: 0.25,
        },
      ],
    });
    expect((await ask("GET", "/usage?from=yesterday")).statusCode).toBe(400);
  });

  it("audits every change with its outcome and every denied attempt, and nothing that only reads", async () => {
    const projectId = await newProject({ api_key: PROVIDER_KEY });
    await ask("GET", `/projects/${projectId}`);
    const { id } = await newToken(projectId);
    await ask("DELETE", `/tokens/${id}`);
    await ask("PATCH", `/tokens/${id}`, { is_active: true });
    await ask("DELETE", `/projects/${projectId}`);
    const { events } = await audited(`project_id=${projectId}`);
    expect(events.map((event) => [event.action, event.outcome, event["reason"]])).toEqual([
      ["project.delete", "failure", "method_not_allowed"],
      ["token.update", "failure", "token_revoked"],
      ["token.revoke", "success", null],
      ["token.create", "success", null],
      ["project.create", "success", null],
    ]);
    await app.inject({ method: "DELETE", url: "/manage/tokens/x", headers: { authorization: "Bearer wrong" } });
    expect((await audited("outcome=denied&limit=1")).events[0]).toMatchObject({
      action: "token.revoke",
      actor: "anonymous",
      client_ip: "127.0.0.1",
      reason: "invalid_management_token",
    });
  });

  it("pages through the audit and gives one entry", async () => {
    await newProject();
    await newProject();
    const first = await audited("limit=1");
    const second = await audited(`limit=1&before=${String(first.pagination.next_cursor)}`);
    expect(second.events[0]?.id).toBeLessThan(first.events[0]?.id ?? 0);
    expect((await ask("GET", `/audit/${String(second.events[0]?.id)}`)).json()).toEqual(second.events[0]);
    expect((await ask("GET", "/audit/999999")).statusCode).toBe(404);
  });

  it("describes itself in a document of OpenAPI", async () => {
    const document = z
      .object({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse((await ask("GET", "/openapi.json")).json());
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths).sort()).toEqual([
      "/manage/audit",
      "/manage/audit/{id}",
      "/manage/cache/purge",
      "/manage/projects",
      "/manage/projects/{id}",
      "/manage/projects/{id}/tokens/revoke",
      "/manage/tokens",
      "/manage/tokens/{id}",
      "/manage/usage",
    ]);
    expect(JSON.stringify(document.paths["/manage/tokens"]?.["post"])).toContain("duration_minutes");
  });

  it("lets no planted secret into the audit or the log", async () => {
    const { events } = await audited("limit=1000");
    const found = JSON.stringify(events) + logLines.join("");
    expect(logLines.length).toBeGreaterThan(50);
    expect(found).not.toMatch(/planted-/u);
    expect(found).not.toMatch(/sk-[\w-]{20}/u);
  });
});
