import { inspect } from "node:util";
import { isUserError, type Problem, UserError } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import { faultNamed } from "@fairlead/simulator";
import { aResolvedApp, aResolvedService } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import type { DeployEvent } from "../event/deploy-event.js";
import { Ledger } from "../ledger/release-ledger.js";
import { aReleaseStart } from "../testing/a-release.js";
import { aRollout } from "../testing/a-rollout.js";
import { aDigest } from "../testing/a-service-state.js";
import { fakeAccount } from "../testing/fake-account.js";
import { FakeClock } from "../testing/fake-clock.js";
import { FakeReleaseStore } from "../testing/fake-release-store.js";
import { FakeSecretStore } from "../testing/fake-secret-store.js";
import { SimulatedEcs } from "../testing/simulated-ecs.js";
import { changeSecrets } from "./change-secrets.js";
import { listSecrets } from "./list-secrets.js";
import type { GivenSecret } from "./given-secret.js";
import { planSecretChanges } from "./plan-secret-changes.js";
import { readEnvFile } from "./read-env-file.js";
import { rotateSecret } from "./rotate-secret.js";
import { SecretText } from "./secret-text.js";

const PLANTED = "planted-secret-value";
const OLD = "planted-old-value";

const secretVariable = (name: string, secret: string, key: string | null = null) =>
  ({ name, value: { kind: "secret", secret, key } }) as const;

/** An API and a worker; one secret of each kind, and one that holds JSON. */
const APP: ResolvedApp = aResolvedApp({
  secrets: [
    { name: "encryption-key", value: { kind: "generated-key-256" } },
    { name: "management-token", value: { kind: "generated-token", length: 48 } },
    { name: "openai-api-key", value: { kind: "operator", keys: [] } },
    { name: "smtp", value: { kind: "operator", keys: ["password", "user"] } },
  ],
  parameters: [{ name: "log-level", value: "info" }],
  jobs: [],
  services: [
    aResolvedService({
      name: "api",
      environment: [
        { name: "DATABASE_URL", value: { kind: "database", database: "main", output: "url" } },
        { name: "LOG_LEVEL", value: { kind: "parameter", parameter: "log-level" } },
        { name: "MODE", value: { kind: "literal", value: "live" } },
        secretVariable("OPENAI_API_KEY", "openai-api-key"),
        secretVariable("SMTP_PASSWORD", "smtp", "password"),
        secretVariable("TOKEN", "management-token"),
      ],
    }),
    aResolvedService({ name: "worker", environment: [secretVariable("SMTP_USER", "smtp", "user")] }),
  ],
});

const fullName = (name: string): string => `llm-proxy/prod/${name}`;

function world() {
  const clock = new FakeClock();
  const ecs = new SimulatedEcs(clock, "llm-proxy-prod");
  for (const service of ["api", "worker"])
    ecs.add({ rollout: aRollout({ service, hooks: [] }), images: { [service]: `registry/${service}@${aDigest(1)}` } });
  const secretStore = new FakeSecretStore();
  for (const { name } of APP.secrets) secretStore.make(fullName(name));
  const releaseStore = new FakeReleaseStore();
  const ports = {
    account: fakeAccount(),
    clock,
    releaseStore,
    secretStore,
    services: ecs.services,
    targets: ecs.targets,
  };
  const ledger = new Ledger({ app: "llm-proxy", environment: "prod" }, ports);
  const events: DeployEvent[] = [];
  const set = async (given: readonly GivenSecret[], signal?: AbortSignal) =>
    changeSecrets(
      {
        app: APP,
        changes: await planSecretChanges({ app: APP, given, evenGenerated: false }, ports),
        deadlineMs: 3_600_000,
        toolVersion: "0.1.0",
        signal,
      },
      ports,
      (event) => events.push(event),
    );
  return { ports, ecs, secretStore, releaseStore, ledger, events, set };
}

const given = (secret: string, value: string, key: string | null = null): GivenSecret => ({
  secret,
  key,
  value: new SecretText(value),
});

async function problemsOf(promise: Promise<unknown>): Promise<readonly Problem[]> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  return isUserError(error) ? error.problems : [];
}

const codesOf = async (promise: Promise<unknown>): Promise<readonly string[]> =>
  (await problemsOf(promise)).map(({ code }) => code);

describe("a secret that is set", () => {
  it("gets a version of its own, and the services that use it start anew, and no others", async () => {
    const { set, secretStore, ecs, ledger } = world();
    expect(await set([given("openai-api-key", PLANTED)])).toEqual({ kind: "done" });
    expect(secretStore.valueOf(fullName("openai-api-key"))).toBe(PLANTED);
    const counts = await Promise.all(
      ["api", "worker"].map(async (name) => (await ecs.services.deployments(ecs.cluster, name)).length),
    );
    expect(counts).toEqual([2, 1]);
    expect(await ledger.last()).toMatchObject({
      action: { kind: "secrets", names: ["openai-api-key"] },
      facts: { secretVersions: { "openai-api-key": "version-1" } },
      end: { outcome: "done" },
    });
  });

  it("as it is already changes nothing and restarts nobody", async () => {
    const { set, secretStore, ledger } = world();
    secretStore.make(fullName("openai-api-key"), PLANTED);
    expect(await set([given("openai-api-key", PLANTED)])).toEqual({ kind: "unchanged" });
    expect(await ledger.last()).toBeNull();
  });

  it("keeps the other fields of its JSON", async () => {
    const { set, secretStore } = world();
    secretStore.make(fullName("smtp"), JSON.stringify({ user: "ada", password: OLD, host: "mail" }));
    await set([given("smtp", PLANTED, "password")]);
    expect(JSON.parse(secretStore.valueOf(fullName("smtp")) ?? "")).toEqual({
      user: "ada",
      password: PLANTED,
      host: "mail",
    });
  });

  it("goes back to its value before when a service can't start with it, and the services serve with that", async () => {
    const { set, secretStore, ecs, ledger } = world();
    secretStore.make(fullName("openai-api-key"), OLD);
    ecs.put("api", { faults: [faultNamed("crash-at-start")] });
    const outcome = await set([given("openai-api-key", PLANTED)]);
    expect(outcome.kind).toBe("rolled-back");
    expect(secretStore.valueOf(fullName("openai-api-key"))).toBe(OLD);
    const last = await ledger.last();
    expect(last?.end?.outcome).toBe(outcome.kind);
    expect(last?.entries.map((entry) => (entry.kind === "note" ? entry.says : ""))).toContain(
      "The secrets went back to their values before.",
    );
  });

  it("that had no value before and can't be started with stays, and that is said", async () => {
    const { set, ecs } = world();
    ecs.put("api", { faults: [faultNamed("crash-at-start")] });
    const outcome = await set([given("openai-api-key", PLANTED)]);
    expect("problems" in outcome ? outcome.problems.map(({ code }) => code) : []).toContain("FirstValueFailed");
  });

  it("is not written while another release is under way", async () => {
    const { set, secretStore, ledger } = world();
    await ledger.begin("hash", aReleaseStart());
    expect(await codesOf(set([given("openai-api-key", PLANTED)]))).toEqual(["DeploymentUnderWay"]);
    expect(secretStore.valueOf(fullName("openai-api-key"))).toBeNull();
  });

  it.each([
    ["leave", "left-running", PLANTED],
    ["roll-back", "rolled-back", OLD],
  ])("whose restart is cancelled to %s is %s", async (reason, left, holds) => {
    const { set, secretStore } = world();
    secretStore.make(fullName("openai-api-key"), OLD);
    expect(await set([given("openai-api-key", PLANTED)], AbortSignal.abort(reason))).toEqual({
      kind: "cancelled",
      left,
    });
    expect(secretStore.valueOf(fullName("openai-api-key"))).toBe(holds);
  });

  it("that AWS refuses ends its release, so that nobody is held up", async () => {
    const { ports, set, ledger, secretStore } = world();
    secretStore.write = () =>
      Promise.reject(UserError.of("AwsAccessDenied", { message: "Access denied.", fix: "Allow it." }));
    expect(await codesOf(set([given("openai-api-key", PLANTED)]))).toEqual(["AwsAccessDenied"]);
    expect((await ledger.last())?.end).toMatchObject({ outcome: "unhealthy", problems: [{ code: "AwsAccessDenied" }] });
    expect(await ports.services.deployments("llm-proxy-prod", "api")).toHaveLength(1);
  });

  it("keeps what the release before had, for whoever rolls back", async () => {
    const { set, ledger } = world();
    const before = await ledger.begin("hash", aReleaseStart());
    await before.end({ outcome: "done", problems: [], by: "ada" }, { digests: { ApiImageDigest: aDigest(1) } });
    await set([given("openai-api-key", PLANTED)]);
    expect(await ledger.last()).toMatchObject({
      number: 2,
      descriptionHash: "hash",
      facts: { digests: { ApiImageDigest: aDigest(1) } },
    });
  });

  it.each([
    ["UnknownSecret", given("openai-api-kee", PLANTED)],
    ["IsParameter", given("log-level", PLANTED)],
    ["SecretIsGenerated", given("management-token", PLANTED)],
    ["EmptySecret", given("openai-api-key", " \n")],
    ["SecretTooLong", given("openai-api-key", PLANTED.repeat(4000))],
    ["UnknownField", given("smtp", PLANTED, "port")],
    ["UnknownField", given("openai-api-key", PLANTED, "port")],
    ["SecretLacksFields", given("smtp", PLANTED)],
    ["SecretLacksFields", given("smtp", JSON.stringify({ user: PLANTED }))],
  ])("is refused as %s, and its value is not repeated", async (code, one) => {
    const problems = await problemsOf(world().set([one]));
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(JSON.stringify(problems)).not.toContain(PLANTED);
  });

  it("needs its stack", async () => {
    const { ports } = world();
    const secretStore = new FakeSecretStore();
    const planned = planSecretChanges(
      { app: APP, given: [given("openai-api-key", PLANTED)], evenGenerated: false },
      { ...ports, secretStore },
    );
    expect(await codesOf(planned)).toEqual(["SecretNotDeployed"]);
  });
});

describe("a .env file", () => {
  const FILE = [
    "# a comment",
    `OPENAI_API_KEY="${PLANTED}"`,
    `export SMTP_USER=${PLANTED}`,
    `SMTP_PASSWORD='${PLANTED} #1'`,
    `TOKEN=${PLANTED}`,
    "DATABASE_URL=postgres://localhost",
    "LOG_LEVEL=debug",
    "MODE=test",
    "EMPTY=",
    `STRANGE=${PLANTED}`,
  ].join("\n");

  it("is mapped by the variables of the containers; what is no operator's secret is left, and named", () => {
    const { given: taken, left } = readEnvFile(FILE, APP, false);
    expect(taken.map(({ secret, key }) => `${secret} ${key ?? "-"}`)).toEqual([
      "openai-api-key -",
      "smtp password",
      "smtp user",
    ]);
    expect(taken.map(({ value }) => value.reveal())).toEqual([PLANTED, `${PLANTED} #1`, PLANTED]);
    expect(left).toEqual([
      { variable: "DATABASE_URL", is: "made" },
      { variable: "EMPTY", is: "empty" },
      { variable: "LOG_LEVEL", is: "parameter" },
      { variable: "MODE", is: "literal" },
      { variable: "STRANGE", is: "unknown" },
      { variable: "TOKEN", is: "generated" },
    ]);
  });

  it("sets a secret by its own name too, and generated ones when asked", () => {
    const text = `ENCRYPTION_KEY=${PLANTED}\nTOKEN=${PLANTED}\n`;
    expect(readEnvFile(text, APP, true).given.map(({ secret }) => secret)).toEqual([
      "encryption-key",
      "management-token",
    ]);
  });

  it("is refused where two containers mean different things by a variable", () => {
    const worker = aResolvedService({
      name: "worker",
      environment: [secretVariable("OPENAI_API_KEY", "smtp", "user")],
    });
    const app = { ...APP, services: [...APP.services.slice(0, 1), worker] };
    expect(() => readEnvFile(FILE, app, false)).toThrow("different things by OPENAI_API_KEY");
  });

  it("fills both fields of a secret in one version", async () => {
    const { set, secretStore } = world();
    await set(readEnvFile(FILE, APP, false).given);
    expect(JSON.parse(secretStore.valueOf(fullName("smtp")) ?? "")).toEqual({
      user: PLANTED,
      password: `${PLANTED} #1`,
    });
  });
});

describe("a list of secrets", () => {
  it("says of each who uses it and whether it is there, field by field, and tells no value", async () => {
    const { ports, secretStore } = world();
    secretStore.make(fullName("openai-api-key"), PLANTED);
    secretStore.make(fullName("smtp"), JSON.stringify({ user: PLANTED }));
    const list = await listSecrets(APP, ports);
    expect(list.secrets.map(({ name, state, lacks, services }) => ({ name, state, lacks, services }))).toEqual([
      { name: "encryption-key", state: "empty", lacks: [], services: [] },
      { name: "management-token", state: "empty", lacks: [], services: ["api"] },
      { name: "openai-api-key", state: "set", lacks: [], services: ["api"] },
      { name: "smtp", state: "lacks-fields", lacks: ["password"], services: ["api", "worker"] },
    ]);
    expect(list.parameters).toEqual([{ name: "log-level", value: "info", services: ["api"], jobs: [] }]);
    expect(JSON.stringify(list)).not.toContain(PLANTED);
  });

  it("tells a secret that isn't deployed from one without a value", async () => {
    const { ports } = world();
    const { secrets } = await listSecrets(APP, { ...ports, secretStore: new FakeSecretStore() });
    expect(new Set(secrets.map(({ state }) => state))).toEqual(new Set(["missing"]));
  });
});

describe("a rotation", () => {
  it("gives a token another value of the same kind", async () => {
    const { ports } = world();
    const rotation = await rotateSecret({ app: APP, name: "management-token", allowLoss: [] }, ports);
    const [change] = rotation.kind === "change" ? rotation.changes : [];
    expect(change).toMatchObject({ secret: "management-token", kind: "first", services: ["api"] });
    expect(change?.value.reveal()).toHaveLength(48);
  });

  it("of a key is refused unless what it encrypts may be lost by name", async () => {
    const { ports } = world();
    const rotate = (allowLoss: readonly string[]) =>
      rotateSecret({ app: APP, name: "encryption-key", allowLoss }, ports);
    expect(await codesOf(rotate([]))).toEqual(["RotationLosesData"]);
    expect((await rotate(["encryption-key"])).kind).toBe("change");
  });

  it("of a database's login is started where it has one, and is refused for what has none", async () => {
    const { ports, secretStore } = world();
    const rotate = (name: string) => rotateSecret({ app: APP, name, allowLoss: [] }, ports);
    expect(await codesOf(rotate("main"))).toEqual(["NoRotation"]);
    secretStore.make(fullName("databases/main/credentials"), OLD, true);
    expect(await rotate("main")).toEqual({ kind: "started", fullName: fullName("databases/main/credentials") });
    expect(secretStore.rotated).toEqual([fullName("databases/main/credentials")]);
    expect(await codesOf(rotate("openai-api-key"))).toEqual(["SecretIsOperators"]);
    expect(await codesOf(rotate("nobody"))).toEqual(["UnknownSecret"]);
  });
});

describe("a planted secret", () => {
  it("is in no event, no record, no error and no print of a change", async () => {
    const { set, secretStore, releaseStore, events, ecs, ports } = world();
    secretStore.make(fullName("openai-api-key"), OLD);
    const changes = await planSecretChanges(
      { app: APP, given: [given("openai-api-key", PLANTED)], evenGenerated: false },
      ports,
    );
    ecs.put("api", { faults: [faultNamed("crash-at-start")] });
    const outcome = await set([given("openai-api-key", PLANTED)]);
    const seen = [
      JSON.stringify([events, outcome, changes, [...releaseStore.objects.values()]]),
      inspect([events, outcome, changes], { depth: 10, showHidden: true }),
      String(changes[0]?.value),
    ].join("\n");
    expect(seen).not.toContain(PLANTED);
    expect(seen).not.toContain(OLD);
    expect(seen).toContain("(secret)");
  });
});
