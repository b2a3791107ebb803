import { mkdtempSync, rmSync, utimesSync, writeFileSync, existsSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLog } from "../testing/test-state.js";
import { lockEmbeddedFolder } from "./embedded-lock.js";
import { migrate } from "./migrator.js";
import { MIGRATIONS } from "./migrations/migrations.js";
import { openEmbedded } from "./open-embedded.js";
import { Projects } from "./projects.js";

const NOW = 1_800_000_000_000;

describe("lock of the embedded database", () => {
  let parent: string;
  let folder: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "llm-proxy-lock-"));
    folder = join(parent, "data");
  });
  afterEach(() => {
    rmSync(parent, { recursive: true, force: true });
  });
  const lock = () => lockEmbeddedFolder(folder, () => NOW);
  const writeLock = (text: string, ageMs: number) => {
    writeFileSync(`${folder}.lock`, text);
    utimesSync(`${folder}.lock`, (NOW - ageMs) / 1000, (NOW - ageMs) / 1000);
  };

  it("lets one in at a time, and the next when the first has gone", () => {
    const first = lock();
    expect(lock).toThrow(/in use by another process.*DATABASE_URL/u);
    first.release();
    lock().release();
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });

  it("is kept by a process that lives", () => {
    writeLock(`${String(process.ppid)}@${hostname()}`, 0);
    expect(lock).toThrow(/in use/u);
  });

  it("is taken over from a process that has ended, even one with our number in an earlier container", () => {
    writeLock(`4194305@${hostname()}`, 0);
    lock().release();
    writeLock(`${String(process.pid)}@${hostname()}`, 0);
    lock().release();
  });

  it("of another host holds as long as its owner touches it", () => {
    writeLock("1@another-host", 10_000);
    expect(lock).toThrow(/in use/u);
    writeLock("1@another-host", 31_000);
    lock().release();
  });

  it("guards a database that keeps what was written", async () => {
    const first = await openEmbedded(folder, silentLog(), Date.now);
    await migrate(first.kysely, MIGRATIONS, new Date(0));
    const policy = { endpoints: [], models: [], origins: [] };
    await new Projects(first.kysely).create({ id: "p", name: "kept", policy }, new Date(0));
    await expect(openEmbedded(folder, silentLog(), Date.now)).rejects.toMatchObject({ code: "EmbeddedDatabaseInUse" });
    await first.close();
    const second = await openEmbedded(folder, silentLog(), Date.now);
    expect(await new Projects(second.kysely).find("p")).toMatchObject({ name: "kept" });
    await second.close();
  });
});
