import { performance } from "node:perf_hooks";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { managementApi } from "../management/management-api.js";
import { AuditQueue } from "../state/audit-queue.js";
import type { Database } from "../state/database.js";
import { createRepositories } from "../state/repositories.js";
import { startHangingProxy, type HangingProxy } from "../testing/hanging-proxy.js";
import { startPostgres, type TestPostgres } from "../testing/postgres.js";
import { openTestPostgres, silentLog } from "../testing/test-state.js";
import { GRANT_CACHE_DEFAULTS, GrantCache } from "./grant-cache.js";
import { NO_LIMITS, OPEN_POLICY } from "./grant-schema.js";
import { LocalInvalidations } from "./invalidations.js";
import { createKeySealer } from "./key-sealer.js";

const unavailable: unknown = expect.objectContaining({ status: 503, code: "dependency_unavailable" });
const TOKEN = "planted-management-token";

describe("while PostgreSQL is away", () => {
  let postgres: TestPostgres;
  let proxy: HangingProxy;
  let database: Database;
  let cache: GrantCache;
  let audit: AuditQueue;
  let app: FastifyInstance;
  /** Turned forward by the tests, so that grants get old without waiting. */
  let skippedMs = 0;
  beforeAll(async () => {
    postgres = await startPostgres();
    proxy = await startHangingProxy(postgres.port);
    database = await openTestPostgres(postgres.url.replace(`:${postgres.port}/`, `:${proxy.port}/`));
    const repositories = createRepositories(database.kysely);
    const at = new Date();
    await repositories.projects.create({ id: "p", name: "project", policy: OPEN_POLICY }, at);
    for (const id of ["cached", "cold", "colder"]) {
      await repositories.tokens.create(
        { id, tokenHash: id, projectId: "p", name: "", expiresAt: null, limits: NO_LIMITS },
        at,
      );
    }
    const invalidations = new LocalInvalidations();
    cache = new GrantCache(
      {
        load: (hash) => repositories.grants.load(hash),
        invalidations,
        monotonicMs: () => performance.now() + skippedMs,
      },
      { ...GRANT_CACHE_DEFAULTS, lookupTimeoutMs: 700 },
    );
    audit = new AuditQueue({ events: repositories.auditEvents, log: silentLog(), now: Date.now });
    app = fastify();
    await app.register(managementApi, {
      prefix: "/manage",
      repositories,
      audit,
      invalidations,
      sealer: createKeySealer("an encryption key", []),
      cache: null,
      managementTokens: [TOKEN],
      tokenPrefix: "sk-",
      providers: [],
      now: Date.now,
      newId: () => "id",
    });
  });
  afterAll(async () => {
    await app.close();
    await database.close();
    await proxy[Symbol.asyncDispose]();
    await postgres[Symbol.asyncDispose]();
  });

  const manage = () => app.inject({ url: "/manage/projects", headers: { authorization: `Bearer ${TOKEN}` } });
  const untilBack = () =>
    expect
      .poll(
        async () => {
          skippedMs += 2_000;
          return (await Promise.resolve(cache.find("colder")).catch(() => null))?.tokenId;
        },
        { timeout: 20_000 },
      )
      .toBe("colder");

  it("stopped: known tokens are served, unknown ones and the management API get 503 and never 401", async () => {
    await cache.find("cached");
    await postgres.stop();
    skippedMs += 60_000;
    expect(await cache.find("cached")).toMatchObject({ tokenId: "cached" });
    await expect(cache.find("cold")).rejects.toEqual(unavailable);
    const answer = await manage();
    expect(answer.statusCode).toBe(503);
    expect(answer.body).not.toMatch(/planted|127\.0\.0\.1|superuser/u);
    await expect(database.dependency.probe(AbortSignal.timeout(5_000))).rejects.toThrow();
    const entry = { action: "kept", actor: "test", projectId: null, tokenId: null };
    audit.record({ ...entry, requestId: null, clientIp: null, outcome: "success", reason: null });
    await postgres.start();
    await untilBack();
    expect((await manage()).statusCode).toBe(200);
    await audit.close(AbortSignal.timeout(10_000));
    expect(audit.state).toEqual({ written: 1, dropped: 0, pending: 0 });
  });

  it("hanging: nobody waits longer than the stated time, and stuck connections are given up", async () => {
    await cache.find("cached");
    proxy.hang();
    skippedMs += 60_000;
    expect(await cache.find("cached")).toMatchObject({ tokenId: "cached" });
    await expect(cache.find("never seen")).rejects.toEqual(unavailable);
    expect((await manage()).statusCode).toBe(503);
    proxy.recover();
    await untilBack();
    expect((await manage()).statusCode).toBe(200);
  });
});
