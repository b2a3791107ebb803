import { miswritten, problemCodes, problemsOf, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { type EnvValue, image, secret, type SecretOptions, service } from "../index.js";

const rootsWith = (value: EnvValue) => ({ services: [service("a", { image: image("app"), env: { VALUE: value } })] });

describe("a secret", () => {
  it.each([
    [{ generate: "token" }, { kind: "generated-token", length: 48 }],
    [
      { generate: "token", length: 64 },
      { kind: "generated-token", length: 64 },
    ],
    [{ generate: "key-256" }, { kind: "generated-key-256" }],
    [{ value: "operator" }, { kind: "operator", keys: [] }],
    [
      { value: "operator", keys: ["a", "b"] },
      { kind: "operator", keys: ["a", "b"] },
    ],
  ] satisfies [SecretOptions, object][])("of %j is resolved", (options, value) => {
    expect(resolveRoots(rootsWith(secret("s", options))).secrets).toEqual([{ name: "s", value }]);
  });

  it.each([
    [{ length: 8 }, "secrets.s.length: OutOfRange"],
    [{ generate: "key-256", length: 64 }, "secrets.s: LengthOfKey256"],
    [{ generate: "password" }, "secrets.s.generate: WrongType"],
  ])("is refused when it is to be generated with %j", (wrong, expected) => {
    expect(problemCodes(rootsWith(secret("s", miswritten({ generate: "token" } as const, wrong))))).toEqual([expected]);
  });

  it("is refused when the operator is to set a list of no keys", () => {
    expect(problemCodes(rootsWith(secret("s", { value: "operator", keys: [] })))).toEqual([
      "secrets.s.keys: OutOfRange",
    ]);
  });
});

describe("a key of a secret", () => {
  it("is refused when the secret has others, with the nearest", () => {
    const providers = secret("providers", { value: "operator", keys: ["openai", "anthropic"] });
    const [problem] = problemsOf(() => resolveRoots(rootsWith(providers.key("opnai"))));
    expect(problem).toMatchObject({ path: "services.a.env.VALUE", code: "UnknownSecretKey" });
    expect(problem?.fix).toContain('Did you mean "openai"?');
  });

  it("is refused when the secret has none, with how to declare it", () => {
    const [problem] = problemsOf(() => resolveRoots(rootsWith(secret("s", { generate: "token" }).key("openai"))));
    expect(problem?.fix).toBe('Declare it: secret("s", { value: "operator", keys: ["openai"] }).');
  });

  it("is a reference to the secret's field", () => {
    const providers = secret("providers", { value: "operator", keys: ["openai"] });
    expect(resolveRoots(rootsWith(providers.key("openai"))).services[0]?.environment[0]?.value).toEqual({
      kind: "secret",
      secret: "providers",
      key: "openai",
    });
  });
});
