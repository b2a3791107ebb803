import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { makeToken, spawnGateway, startGateway } from "../testing/gateway-process.js";
import { openStream } from "../testing/open-stream.js";
import { chatStream, stream } from "../testing/scripted-upstream.js";
import { PLANTED, startInstallation, type WholeInstallation } from "../testing/whole-installation.js";

let installation: WholeInstallation;
let folder: string;

beforeAll(async () => {
  installation = await startInstallation();
  folder = await mkdtemp(join(tmpdir(), "llm-proxy-commands-"));
});

afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const ACKNOWLEDGED_MS = 10_000;

describe("llm-proxy dispatcher", () => {
  it("brings the events of a server to its sink, tells its health and ends with 0", async () => {
    const file = join(folder, "events.ndjson");
    await using gateway = await startGateway(installation.variables);
    const token = await makeToken(gateway.origin, PLANTED.managementToken);
    installation.upstream.otherwise(() => stream(chatStream(["Hello"])));
    const streams = await Promise.all(Array.from({ length: 20 }, () => openStream(gateway.origin, token)));
    await Promise.all(streams.map(({ ended }) => ended));
    const dispatcher = spawnGateway("dispatcher", {
      REDIS_URL: installation.redis.url,
      DISPATCHER_SINKS: "file",
      DISPATCHER_FILE: file,
      DISPATCHER_LISTEN_ADDR: "127.0.0.1:0",
    });
    const listening = z.looseObject({ address: z.object({ port: z.number() }) });
    const { address } = listening.parse(await dispatcher.told("Dispatching."));
    const expected = streams.map(({ requestId }) => requestId).toSorted();
    await until(async () => (await idsIn(file)).length >= expected.length);
    expect(await idsIn(file)).toEqual(expected);
    const health = async (): Promise<unknown> => (await request(`http://127.0.0.1:${address.port}/health`)).body.json();
    // It counts what Redis has acknowledged, which comes after the file.
    await vi.waitFor(async () => {
      expect(await health()).toMatchObject({ status: "ok", sink: "file", delivered: expected.length });
    }, ACKNOWLEDGED_MS);
    dispatcher.child.kill("SIGTERM");
    expect(await dispatcher.ended).toEqual({ code: 0, signal: null });
  });
});

describe("llm-proxy server", () => {
  it("shares its port among processes, and ends all of them with 0", async () => {
    const server = spawnGateway("server", {
      ...installation.variables,
      WEB_CONCURRENCY: "2",
      LISTEN_ADDR: "127.0.0.1:0",
    });
    await until(() => Promise.resolve(server.lines().filter(({ message }) => message === "Serving.").length === 2));
    const pids = server.lines().flatMap(({ message, pid }) => (message === "Listening." ? [pid] : []));
    expect(new Set(pids).size).toBe(2);
    server.child.kill("SIGTERM");
    expect(await server.ended, server.output()).toEqual({ code: 0, signal: null });
  });

  it("lists everything that is wrong with its environment, and starts nothing", async () => {
    const server = spawnGateway("server", { PORT: "eighty", REDIS_URL: "planted-redis-url" });
    expect(await server.ended).toEqual({ code: 1, signal: null });
    for (const name of ["PORT", "REDIS_URL", "MANAGEMENT_TOKEN", "ENCRYPTION_KEY", "DATABASE_URL"]) {
      expect(server.output()).toContain(`  ${name}: `);
    }
    expect(server.output()).not.toContain("planted-redis-url");
  });

  it("refuses a database whose schema is behind, and says what to run", async () => {
    const url = await installation.postgres.createDatabase("empty");
    const server = spawnGateway("server", { ...installation.variables, DATABASE_URL: url, LISTEN_ADDR: "127.0.0.1:0" });
    expect((await server.ended).code).toBe(1);
    expect(server.output()).toContain("Run the command `migrate` before the server.");
  });
});

describe("llm-proxy migrate status", () => {
  it("tells how the schema stands, by its exit code too, and changes nothing", async () => {
    const url = await installation.postgres.createDatabase("asked");
    const ask = async (command: string) => {
      const process = spawnGateway(command, { DATABASE_URL: url });
      return { code: (await process.ended).code, said: process.lines().map(({ message }) => message) };
    };
    const behind = { code: 1, said: ["Migrations are pending: run `migrate`."] };
    expect([await ask("migrate status"), await ask("migrate status")]).toEqual([behind, behind]);
    expect((await ask("migrate")).code).toBe(0);
    expect(await ask("migrate status")).toEqual({ code: 0, said: ["The schema is up to date."] });
    const unknown = spawnGateway("migrate down", { DATABASE_URL: url });
    expect((await unknown.ended).code).toBe(2);
    expect(unknown.output()).toContain('There is no command "migrate down".');
  });
});

describe("llm-proxy health", () => {
  it("tells by its exit code whether the process lives", async () => {
    await using gateway = await startGateway(installation.variables);
    const { port } = new URL(gateway.origin);
    expect((await spawnGateway("health", { PORT: port }).ended).code).toBe(0);
    const other = spawnGateway("health", { PORT: "1" });
    expect((await other.ended).code).toBe(1);
    expect(other.output()).toMatch(/^Port 1 of 127\.0\.0\.1 does not answer GET \/live with 200: .*ECONNREFUSED/);
  });
});

describe("llm-proxy", () => {
  it.each(["help", "--help", "-h"])("explains its commands when asked for %s", async (argument) => {
    const usage = spawnGateway(argument, {});
    expect((await usage.ended).code).toBe(0);
    expect(usage.output()).toMatch(/^Usage: llm-proxy <command>\n/);
  });

  it("says so when there is no such command", async () => {
    const unknown = spawnGateway("serve", {});
    expect((await unknown.ended).code).toBe(2);
    expect(unknown.output()).toMatch(/^There is no command "serve"\.\n\nUsage/);
  });
});

const idShape = z.object({ id: z.string() });

async function idsIn(file: string): Promise<string[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => idShape.parse(JSON.parse(line)).id).toSorted();
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}
