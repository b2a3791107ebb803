import { fakeDeployPorts, FakeSecretStore } from "@fairlead/deploy/testing";
import { temporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { aProject, runFairlead, type TestRun } from "../testing/run-fairlead.js";

const PLANTED = "planted-secret-value";
const NAMES = ["encryption-key", "management-token", "openai-api-key"].map((name) => `llm-proxy/prod/${name}`);

/** An account with the app's secrets in it, none of which has a value. */
function world() {
  const store = new FakeSecretStore();
  for (const name of NAMES) store.make(name);
  const deployment = fakeDeployPorts({ secretStore: store });
  const run = (argv: readonly string[], test: Partial<TestRun> = {}) =>
    runFairlead(["secrets", ...argv], { cwd: aProject(), deployment, ...test });
  return { store, run };
}

const all = ({ stdout, stderr, questions }: Awaited<ReturnType<typeof runFairlead>>): string =>
  [stdout, stderr, ...questions].join("\n");

describe("fairlead secrets set", () => {
  it("takes the value from a pipe, without the newline at its end, and shows it nowhere", async () => {
    const { store, run } = world();
    const outcome = await run(["set", "openai-api-key"], { stdin: `${PLANTED}\n` });
    expect([outcome.code, store.valueOf("llm-proxy/prod/openai-api-key")]).toEqual([0, PLANTED]);
    expect(all(outcome)).not.toContain(PLANTED);
    expect(outcome.stderr).toContain("gets its first value");
  });

  it("asks a person for it", async () => {
    const { store, run } = world();
    const outcome = await run(["set", "openai-api-key"], { tty: 90, answers: [PLANTED] });
    expect(outcome.questions).toEqual(["Value of openai-api-key, which is not shown: "]);
    expect(store.valueOf("llm-proxy/prod/openai-api-key")).toBe(PLANTED);
    expect(all(outcome)).not.toContain(PLANTED);
  });

  it("changes nothing when the person goes away", async () => {
    const { store, run } = world();
    const outcome = await run(["set", "openai-api-key"], { tty: 90, answers: [() => Promise.resolve(null)] });
    expect([outcome.code, store.valueOf("llm-proxy/prod/openai-api-key")]).toEqual([2, null]);
  });

  it("refuses a value on the command line and doesn't repeat it", async () => {
    const { store, run } = world();
    for (const flags of [[], ["--json"]]) {
      const outcome = await run(["set", "openai-api-key", PLANTED, ...flags]);
      expect(outcome.code).toBe(2);
      expect(all(outcome)).toContain("the shell's history");
      expect(all(outcome)).not.toContain(PLANTED);
    }
    expect(store.valueOf("llm-proxy/prod/openai-api-key")).toBeNull();
  });

  it("tells a program what changed, without the value", async () => {
    const { run } = world();
    const outcome = await run(["set", "openai-api-key", "--json"], { stdin: PLANTED });
    expect(JSON.parse(outcome.stdout)).toMatchObject({
      outcome: { kind: "done" },
      changes: [{ secret: "openai-api-key", change: "first" }],
    });
    expect(all(outcome)).not.toContain(PLANTED);
  });
});

describe("fairlead secrets import", () => {
  const FILE = { "fairlead.config.ts": "export default 1;\n", ".env": `OPENAI_API_KEY=${PLANTED}\nOTHER=${PLANTED}\n` };

  it("shows names and what would change, asks, and sets them", async () => {
    const { store, run } = world();
    const outcome = await run(["import", ".env"], { cwd: temporaryFolder(FILE), tty: 90, answers: ["y"] });
    expect(outcome.questions).toEqual(["Set these secrets? (y/N) "]);
    expect(outcome.stderr).toContain("no container is given it");
    expect(store.valueOf("llm-proxy/prod/openai-api-key")).toBe(PLANTED);
    expect(all(outcome)).not.toContain(PLANTED);
  });

  it("sets nothing without a yes, and says so by its code where nobody can be asked", async () => {
    const { store, run } = world();
    const declined = await run(["import", ".env"], { cwd: temporaryFolder(FILE), tty: 90, answers: ["n"] });
    const alone = await run(["import", "-"], { stdin: FILE[".env"] });
    expect([declined.code, alone.code, store.valueOf("llm-proxy/prod/openai-api-key")]).toEqual([7, 7, null]);
    expect((await run(["import", "-", "--yes"], { stdin: FILE[".env"] })).code).toBe(0);
    expect(store.valueOf("llm-proxy/prod/openai-api-key")).toBe(PLANTED);
  });

  it("needs a file that is there", async () => {
    const { run } = world();
    expect((await run(["import", ".env.nowhere"])).stderr).toContain("There is no file .env.nowhere.");
    expect((await run(["import"])).code).toBe(2);
  });
});

describe("fairlead secrets list and rotate", () => {
  it("lists what is there and who uses it, never a value", async () => {
    const { store, run } = world();
    store.make("llm-proxy/prod/openai-api-key", PLANTED);
    const outcome = await run(["list", "--no-color"]);
    expect(outcome.stdout).toMatch(/encryption-key +generated key +no value/);
    expect(outcome.stdout).toMatch(/openai-api-key +yours +set/);
    expect(outcome.stdout).toMatch(/log-level +parameter +info/);
    expect(all(outcome)).not.toContain(PLANTED);
    expect(JSON.parse((await run(["list", "--json"])).stdout)).toMatchObject({
      secrets: [{ name: "encryption-key", state: "empty" }, {}, {}],
    });
  });

  it("rotates a token after a yes, and a key only by its name", async () => {
    const { store, run } = world();
    const outcome = await run(["rotate", "management-token", "--yes"]);
    expect(outcome.code).toBe(0);
    expect(store.valueOf("llm-proxy/prod/management-token")).toBe("Value1".padStart(48, "0"));
    expect(all(outcome)).not.toContain("Value1");
    expect((await run(["rotate", "encryption-key", "--yes"])).stderr).toContain("--allow-loss encryption-key");
    expect((await run(["rotate", "openai-api-key", "--yes"])).code).toBe(2);
  });
});
