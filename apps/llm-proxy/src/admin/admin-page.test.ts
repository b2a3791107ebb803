import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import fastify, { type FastifyInstance } from "fastify";
import { sql } from "kysely";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createKeySealer } from "../access/key-sealer.js";
import { LocalInvalidations } from "../access/invalidations.js";
import { hashToken } from "../access/token-secret.js";
import { managementApi } from "../management/management-api.js";
import { AuditQueue } from "../state/audit-queue.js";
import type { Database } from "../state/database.js";
import { createRepositories, type Repositories } from "../state/repositories.js";
import { lowContrasts } from "../testing/contrast.js";
import { launchChromium } from "../testing/chromium.js";
import { openTestState, silentLog } from "../testing/test-state.js";
import type { UsageRow } from "../state/usage.js";
import { adminPage } from "./admin-page.js";

const TOKEN = "planted-management-token";
const NOW = Date.parse("2026-11-21T12:00:00.000Z");

/** What a project used on a day, so many days ago. */
const usageOf = (projectId: string, daysAgo: number): UsageRow => ({
  day: new Date(NOW - daysAgo * 86_400_000).toISOString().slice(0, 10),
  projectId,
  tokenId: "t",
  model: "gpt-4o-mini",
  provider: "openai",
  requests: 900,
  failedRequests: 1,
  unpricedRequests: 0,
  inputTokens: 120_000,
  outputTokens: 30_000,
  costUsd: 0.5,
  lastAt: new Date(NOW),
});

/** Compiles the page as the build does, into a folder of the test's own. */
async function compilePage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "llm-proxy-page-"));
  const compiler = fileURLToPath(import.meta.resolve("typescript/lib/tsc.js"));
  const project = fileURLToPath(new URL("./page/tsconfig.json", import.meta.url));
  const buildInfo = join(folder, "page.tsbuildinfo");
  const arguments_ = [compiler, "-p", project, "--outDir", folder, "--tsBuildInfoFile", buildInfo];
  await promisify(execFile)(process.execPath, arguments_);
  return folder;
}

describe("admin page", () => {
  let folder: string;
  let browser: Browser;
  let database: Database;
  let repositories: Repositories;
  let app: FastifyInstance;
  let page: Page;
  let origin: string;
  /** Whatever the browser complained of, and whatever it asked of anybody else. */
  let complaints: string[];
  let sequence = 0;

  beforeAll(async () => {
    folder = await compilePage();
    browser = await launchChromium();
    database = await openTestState();
    repositories = createRepositories(database.kysely);
  });
  afterAll(async () => {
    await browser.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await sql`truncate projects, tokens, provider_keys, usage_daily, audit_events`.execute(database.kysely);
    app = fastify();
    const modules = pathToFileURL(`${folder}/`);
    await app.register(adminPage, { host: null, modules });
    await app.register(managementApi, {
      prefix: "/manage",
      repositories,
      audit: new AuditQueue({ events: repositories.auditEvents, log: silentLog(), now: () => NOW }),
      invalidations: new LocalInvalidations(),
      sealer: createKeySealer("an encryption key", []),
      cache: null,
      managementTokens: [TOKEN],
      tokenPrefix: "sk-",
      providers: ["openai"],
      now: () => NOW,
      newId: () => `id-${String(++sequence).padStart(8, "0")}`,
    });
    origin = await app.listen({ host: "127.0.0.1", port: 0 });
    page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) complaints.push(request.url());
    });
  });
  afterEach(async () => {
    await page.close();
    await app.close();
  });

  const signIn = async () => {
    await page.goto(origin);
    await page.getByLabel("Management token").fill(TOKEN);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Projects" }).waitFor();
  };
  /** Kept only where the variable names a folder, for eyes to look at. */
  const photograph = async (name: string) => {
    const pictures = process.env["LLM_PROXY_SCREENSHOTS"];
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  };
  const makeProject = async (name: string) => {
    await page.getByRole("button", { name: "New project" }).click();
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByRole("button", { name: "Make project" }).click();
    await page.getByRole("link", { name }).waitFor();
  };

  it("tells a wrong token and lets nobody in with it", async () => {
    await page.goto(origin);
    await page.getByLabel("Management token").fill("wrong");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "not the management token" }).waitFor();
    expect(await page.getByRole("navigation").count()).toBe(0);
    await photograph("sign-in");
  });

  it("leads from an empty database to a token whose secret is shown once, by the keyboard alone", async () => {
    await signIn();
    expect(await page.getByText("No project yet").count()).toBe(1);
    await page.getByRole("button", { name: "New project" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("search");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "search" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Tokens" }).waitFor();
    await page.getByRole("button", { name: "New token" }).focus();
    await page.keyboard.press("Enter");
    await photograph("new-token");
    await page.getByLabel("Name").fill("laptop");
    await page.keyboard.press("Enter");
    const secret = await page.locator("#new-token").innerText();
    await photograph("secret");
    expect(await repositories.grants.load(hashToken(secret))).toMatchObject({ projectName: "search" });
    await page.getByRole("button", { name: "I have kept it" }).press("Enter");
    await page.getByRole("rowheader", { name: "laptop" }).waitFor();
    expect(await page.content()).not.toContain(secret);
    expect(complaints).toEqual([]);
  });

  it("revokes a token after asking", async () => {
    await signIn();
    await makeProject("search");
    await page.getByRole("link", { name: "Tokens" }).click();
    await page.getByRole("button", { name: "New token" }).click();
    await page.getByLabel("Name").fill("laptop");
    await page.getByRole("button", { name: "Make token" }).click();
    await page.getByRole("button", { name: "I have kept it" }).click();
    await page.getByRole("button", { name: "Revoke laptop" }).click();
    await photograph("revoke");
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByText("Revoked", { exact: true }).waitFor();
    expect(
      await repositories.tokens.list({ projectId: null, activeOnly: true }, { limit: 9, after: null }, new Date(NOW)),
    ).toEqual([]);
    await photograph("tokens");
  });

  it("shows usage and cost by project, day and model, with a chart", async () => {
    await signIn();
    await makeProject("search");
    await makeProject("support bot");
    const projects = await repositories.projects.list({ limit: 9, after: null });
    await repositories.usage.add(
      projects.flatMap(({ id }, index) =>
        Array.from({ length: 24 }, (_, day) => ({
          ...usageOf(id, day),
          model: index === 0 ? "gpt-4o-mini" : "llama-3.3-70b",
          requests: 900 + 170 * ((day * 7) % 11),
          failedRequests: day % 3,
          unpricedRequests: day === 0 ? index : 0,
          costUsd: 0.5 + 0.4 * ((day * 5) % 9),
        })),
      ),
    );
    await page.getByRole("link", { name: "Usage" }).click();
    await page.getByRole("img", { name: "Cost by day" }).waitFor();
    expect(await page.locator("svg").first().locator("rect.bar").count()).toBe(30);
    expect(await page.getByRole("row", { name: /gpt-4o-mini/u }).count()).toBe(1);
    expect(await page.getByText("not in the cost: 1 of the requests").count()).toBe(1);
    await photograph("usage");
    await page.emulateMedia({ colorScheme: "dark" });
    await photograph("usage-dark");
    await page.getByLabel("Project").selectOption("search");
    await page.getByRole("row", { name: /llama/u }).waitFor({ state: "detached" });
    await page.setViewportSize({ width: 390, height: 780 });
    await photograph("usage-narrow");
    expect(complaints).toEqual([]);
  });

  it.each(["light", "dark"] as const)(
    "keeps WCAG AA's contrast and the width of a telephone in %s",
    async (colorScheme) => {
      const problems: string[] = [];
      const look = async (where: string) => {
        const [wide, inner] = z
          .tuple([z.number(), z.number()])
          .parse(await page.evaluate("[document.documentElement.scrollWidth, innerWidth]"));
        const overflow = wide > inner ? [`${wide} of ${inner} px`] : [];
        problems.push(...[...overflow, ...(await lowContrasts(page))].map((problem) => `${where}: ${problem}`));
        await photograph(`${where}-${colorScheme}`);
      };
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 390, height: 780 });
      await page.goto(origin);
      await page.getByLabel("Management token").fill("wrong");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").filter({ hasText: "not the management token" }).waitFor();
      await look("refused");
      await signIn();
      await look("no-project");
      await makeProject("a-name-without-an-end-that-nobody-thought-of-when-the-table-was-made");
      await makeProject("old");
      await page.getByRole("button", { name: "Switch off" }).last().click();
      await look("confirm");
      await page.getByRole("dialog").getByRole("button", { name: "Switch off" }).click();
      await page.getByText("Off", { exact: true }).waitFor();
      await page.getByRole("row").nth(1).hover();
      await look("projects");
      await page.getByRole("link", { name: "Tokens" }).click();
      await page.getByRole("button", { name: "New token" }).click();
      await look("new-token");
      await page.getByRole("button", { name: "Make token" }).click();
      await page.getByRole("button", { name: "I have kept it" }).waitFor();
      await look("secret");
      await page.getByRole("button", { name: "I have kept it" }).click();
      await look("tokens");
      await page.getByRole("link", { name: "Audit" }).click();
      await page.getByRole("heading", { name: "Audit" }).waitFor();
      await look("audit");
      const [project] = await repositories.projects.list({ limit: 1, after: null });
      await repositories.usage.add([usageOf(project?.id ?? "", 0)]);
      await page.getByRole("link", { name: "Usage" }).click();
      await page.getByRole("img", { name: "Cost by day" }).waitFor();
      await look("usage");
      expect(problems).toEqual([]);
    },
  );

  it("shows who changed what", async () => {
    await signIn();
    await makeProject("search");
    await photograph("projects");
    await page.getByRole("link", { name: "Audit" }).click();
    await page.getByRole("heading", { name: "Audit" }).waitFor();
    await expect
      .poll(async () => {
        await page.reload();
        await page.getByRole("heading", { name: "Audit" }).waitFor();
        return page.getByRole("rowheader", { name: "project.create" }).count();
      })
      .toBe(1);
    await photograph("audit");
  });

  it("takes a project's name for text, whatever it says", async () => {
    await signIn();
    await makeProject("<img src=x onerror=alert(1)>");
    expect(await page.locator("main img").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("forgets the token when one signs out", async () => {
    await signIn();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Management token").waitFor();
    expect(await page.evaluate("JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])")).toBe(
      '[{},{},""]',
    );
  });

  it("asks for the token anew when it is taken no longer", async () => {
    await signIn();
    await page.evaluate("sessionStorage.setItem('management-token', 'withdrawn')");
    await page.getByRole("link", { name: "Audit" }).click();
    await page.getByText("no longer taken").waitFor();
  });

  it("lets no script in from elsewhere and no frame around it", async () => {
    const { headers } = await app.inject({ url: "/" });
    expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  it("is not there under any other host than its own", async () => {
    await using shared = fastify();
    await shared.register(adminPage, { host: "admin.example.com", modules: pathToFileURL(`${folder}/`) });
    const statusOf = async (host: string, url = "/") => (await shared.inject({ url, headers: { host } })).statusCode;
    expect(await statusOf("admin.example.com")).toBe(200);
    expect(await statusOf("admin.example.com:8443", "/admin/main.js")).toBe(200);
    expect(await statusOf("api.example.com")).toBe(404);
    expect(await statusOf("adminxexample.com", "/admin/main.js")).toBe(404);
  });

  it("says what to do when it has not been built", async () => {
    await using shared = fastify();
    const register = async () =>
      shared.register(adminPage, { host: null, modules: new URL("./nothing/", import.meta.url) });
    await expect(register()).rejects.toThrow(/npm run build/u);
  });
});
