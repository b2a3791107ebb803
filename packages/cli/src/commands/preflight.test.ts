import { fakeAccount, fakeHostedZones, FakeSecretStore, FakeStacks } from "@fairlead/deploy/testing";
import { FakeClock } from "@fairlead/deploy/testing";
import type { DeployPorts } from "@fairlead/deploy";
import { temporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { aFinding } from "../testing/a-finding.js";
import { aProject, runFairlead, type TestRun } from "../testing/run-fairlead.js";

const stacks = () => new FakeStacks({ clock: new FakeClock(), templates: () => undefined });
const delegated = fakeHostedZones([{ id: "Z1", name: "example.com", nameServers: ["ns-1.awsdns-01.com"] }], {
  "example.com": ["ns-1.awsdns-01.com"],
});
/** The one secret that somebody has to set is set, unless told otherwise. */
function secretStore(value: string | null = "planted-api-key"): FakeSecretStore {
  const store = new FakeSecretStore();
  store.make("llm-proxy/prod/openai-api-key", value);
  return store;
}
const run = (argv: readonly string[], deployment: Partial<DeployPorts> = {}, test: Partial<TestRun> = {}) =>
  runFairlead(["preflight", "-e", "prod", ...argv], {
    cwd: aProject(),
    deployment: { stacks: stacks(), hostedZones: delegated, secretStore: secretStore(), ...deployment },
    ...test,
  });

describe("fairlead preflight", () => {
  it("ends with 0 when nothing stands in the way, and says what it made sure of when asked", async () => {
    const { code, stdout } = await run(["-v"]);
    expect(code).toBe(0);
    expect(stdout).toContain("✓ Made sure: the credentials are of the account that the description names.");
  });

  it("ends with 3 when something has to be mended, with where and how", async () => {
    const { code, stdout } = await run([], { account: fakeAccount({ bootstrapVersions: { "us-east-1": null } }) });
    expect(code).toBe(3);
    expect(stdout).toContain("✗ environments.prod  NotBootstrapped");
    expect(stdout).toContain("fairlead bootstrap -e prod");
    expect(stdout).toContain("A deployment is refused: 1 to mend");
  });

  it("refuses what is unknown only with --strict", async () => {
    // The templates of this project have no subnets.
    const { code, stdout } = await run([]);
    expect([code, stdout.includes("? network")]).toEqual([0, true]);
    expect((await run(["--strict"])).code).toBe(3);
  });

  it("prints one JSON document", async () => {
    const { stdout } = await run(["--json"], { account: fakeAccount({ deniedActions: ["ecr:PutImage"] }) });
    expect(JSON.parse(stdout)).toMatchObject({
      command: "preflight",
      environment: "prod",
      findings: [
        { severity: "error", rule: "permitted", code: "PermissionsMissing" },
        { severity: "unknown", rule: "addresses-free" },
      ],
    });
  });

  it("asks for the values of secrets that have none, or says that a person is asked for them", async () => {
    const empty = { secretStore: secretStore(null) };
    const file = temporaryFolder({ "fairlead.config.ts": "export default 1;\n", ".env": "OPENAI_API_KEY=planted\n" });
    const refused = await run([], empty);
    expect([refused.code, refused.stdout.includes("SecretNotSet")]).toEqual([3, true]);
    const asked = await run(["--no-color"], empty, { tty: 90 });
    expect([asked.code, asked.stdout.includes("asks for it before it touches anything")]).toEqual([0, true]);
    const brought = await run(["--secrets", ".env"], empty, { cwd: file });
    expect([brought.code, brought.stdout.includes("SecretNotSet")]).toEqual([0, false]);
  });

  it("refuses what `check` refuses", async () => {
    const { code, stdout } = await runFairlead(["preflight", "-e", "prod"], {
      cwd: aProject(),
      findings: [aFinding({ severity: "error" })],
      deployment: { stacks: stacks(), hostedZones: delegated, secretStore: secretStore() },
    });
    expect(code).toBe(3);
    expect(stdout).toContain("1 to mend");
  });

  it("says once that nobody is signed in", async () => {
    const { UserError } = await import("@fairlead/errors");
    const account = {
      ...fakeAccount(),
      identity: () => Promise.reject(UserError.of("NoAwsCredentials", { message: "No credentials.", fix: "Sign in." })),
    };
    const { code, stdout } = await run([], { account });
    expect(code).toBe(3);
    expect(stdout.match(/No credentials\./gu)).toHaveLength(1);
  });
});
