import { problemCodes, problemsOf, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { type Env, image, job, parameter, service } from "../index.js";

const app = image("app");
const codes = (env: Env) => problemCodes({ services: [service("a", { image: app, env })] });

// None of these was ever valid: the digits count upwards.
const CREDENTIALS: readonly [string, string][] = [
  ["OPENAI_API_KEY", "sk-proj-0123456789abcdef"],
  ["PROVIDER", "sk-ant-0123456789abcdef"],
  ["GITHUB", "ghp_0123456789abcdefghij"],
  ["AWS_ID", "AKIA0123456789ABCDEF"],
  ["SLACK", "xoxb-0123456789-abcdef"],
  ["HF", "hf_0123456789abcdefghij"],
  ["CERT", "-----BEGIN PRIVATE KEY-----"],
  ["DATABASE_URL", "postgresql://app:hunter2@db.example.com/app"],
  ["SESSION_SECRET", "0123456789abcdef0123456789"],
  ["MANAGEMENT_TOKEN", "Zm9vYmFyMDEyMzQ1Njc4OTA="],
];

describe("a credential in a plain variable", () => {
  it.each(CREDENTIALS)("is refused: %s", (name, value) => {
    expect(codes({ [name]: value })).toEqual([`services.a.env.${name}: PlaintextSecret`]);
  });

  it("is refused of a job too", () => {
    expect(problemCodes({ jobs: [job("j", { image: app, env: { KEY: "sk-0123456789abcdef" } })] })).toEqual([
      "jobs.j.env.KEY: PlaintextSecret",
    ]);
  });

  it("is refused of a parameter too, whose value stands in the template", () => {
    expect(codes({ KEY: parameter("openai-api-key", "sk-proj-0123456789abcdef") })).toEqual([
      "parameters.openai-api-key.value: PlaintextSecret",
    ]);
  });

  it.each(CREDENTIALS)("is never shown: %s", (name, value) => {
    const problems = problemsOf(() =>
      resolveRoots({ services: [service("a", { image: app, env: { [name]: value } })] }),
    );
    expect(JSON.stringify(problems)).not.toContain(value);
  });

  it("is refused with the secret that takes its place", () => {
    const env = { OPENAI_API_KEY: "sk-proj-0123456789abcdef" };
    const [problem] = problemsOf(() => resolveRoots({ services: [service("a", { image: app, env })] }));
    expect(problem?.fix).toContain('secret("openai-api-key", { value: "operator" })');
  });
});

describe("a plain variable", () => {
  it.each([
    ["LOG_LEVEL", "info"],
    ["TOKEN_TTL", "3600"],
    ["API_KEY_HEADER", "x-api-key"],
    ["TOKEN", "none"],
    ["MODEL", "gpt-4o-mini-2024-07-18"],
    ["SK", "sk-"],
    ["ENDPOINT", "https://api.openai.com/v1"],
  ])("may be %s", (name, value) => {
    expect(codes({ [name]: value })).toEqual([]);
  });
});
