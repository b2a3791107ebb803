import { UserError } from "@fairlead/errors";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { aPreflightRequest } from "../../testing/a-preflight-request.js";
import { SecretText } from "../../secrets/secret-text.js";
import { fakePreflightPorts } from "../../testing/fake-preflight-ports.js";
import { FakeSecretStore } from "../../testing/fake-secret-store.js";
import type { PreflightRequest } from "../preflight-rule.js";
import { secretsSet } from "./secrets-set.js";

const NAME = "llm-proxy/prod/openai-api-key";
const withKeys = aPreflightRequest({
  app: aResolvedApp({ secrets: [{ name: "openai-api-key", value: { kind: "operator", keys: ["key", "project"] } }] }),
});
const holding = (value: string | null) => {
  const secretStore = new FakeSecretStore();
  secretStore.make(NAME, value);
  return fakePreflightPorts({ secretStore });
};

describe("secrets that somebody has to set", () => {
  it("must have a value, and are the only ones that are asked for", async () => {
    expect(await secretsSet.run(aPreflightRequest(), holding("sk-1"))).toEqual([]);
    const found = await secretsSet.run(aPreflightRequest(), holding(null));
    expect(found).toMatchObject([{ severity: "error", code: "SecretNotSet", path: "secrets.openai-api-key" }]);
    expect(found[0]?.fix).toContain("fairlead secrets set openai-api-key -e prod");
  });

  it("must be brought along, or asked for, before their stack is there", async () => {
    const ports = fakePreflightPorts({ secretStore: new FakeSecretStore() });
    const run = async (secrets: PreflightRequest["secrets"], request = aPreflightRequest()) =>
      await secretsSet.run({ ...request, secrets }, ports);
    const value = new SecretText("hunter2");
    const whole = { secret: "openai-api-key", key: null, value };
    const refused = await run({ given: [], isAsked: false });
    expect(refused).toMatchObject([{ severity: "error", code: "SecretNotSet" }]);
    expect(refused[0]?.fix).toContain("fairlead deploy -e prod --secrets");
    expect(await run({ given: [], isAsked: true })).toMatchObject([{ severity: "warning", code: "SecretNotSet" }]);
    expect(await run({ given: [whole], isAsked: false })).toEqual([]);
    const part = await run({ given: [{ ...whole, key: "key" }], isAsked: false }, withKeys);
    expect(part.map(({ severity }) => severity)).toEqual(["error"]);
    expect(part[0]?.message).toContain("its field project");
  });

  it("must have every JSON field that is given to a task", async () => {
    expect(await secretsSet.run(withKeys, holding('{"key":"hunter2","project":"p"}'))).toEqual([]);
    const found = await secretsSet.run(withKeys, holding('{"key":"hunter2"}'));
    expect(found).toMatchObject([{ severity: "error", code: "SecretFieldMissing" }]);
    expect(JSON.stringify(found)).toContain("project");
    expect(JSON.stringify(found)).not.toContain("hunter2");
    expect(await secretsSet.run(withKeys, holding("hunter2"))).toMatchObject([{ code: "SecretFieldMissing" }]);
  });

  it("keep their fields unknown to whoever may not read them", async () => {
    const ports = holding("{}");
    const denied = UserError.of("AwsAccessDenied", { message: "Access denied.", fix: "Allow it." });
    const secretStore = {
      describe: (names: readonly string[]) => ports.secretStore.describe(names),
      read: () => Promise.reject(denied),
    };
    expect(await secretsSet.run(withKeys, { ...ports, secretStore })).toMatchObject([
      { severity: "unknown", code: "SecretFieldsUnknown" },
    ]);
  });
});
