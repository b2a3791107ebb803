import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../errors/configuration-error.js";
import { loadConfiguration } from "./load-configuration.js";

const COMPLETE = {
  MANAGEMENT_TOKEN: "a-management-token-of-the-test",
  ENCRYPTION_KEY: "an-encryption-key-of-the-test",
  DATABASE_URL: "postgres://gateway:pass-w0rd@localhost/gateway",
  REDIS_URL: "rediss://:redis-pass%2Fword@localhost:6379/0",
};

describe("loadConfiguration", () => {
  it("fills every gap with its default", () => {
    const { environment, warnings } = loadConfiguration("server", COMPLETE);
    expect(environment).toMatchObject({
      LISTEN_ADDR: { host: "::", port: 8080 },
      SHUTDOWN_TIMEOUT: 110_000,
      KEEP_ALIVE_TIMEOUT: 75_000,
      HEADERS_TIMEOUT: 60_000,
      PROVIDER_CHAIN: ["groq", "anthropic", "google", "openai", "bedrock"],
      OTEL_TRACES_SAMPLER_ARG: 0.05,
      OPENAI_API_KEY: null,
    });
    expect(warnings).toEqual([]);
  });

  it("lists every problem at once, unreadable and missing alike", () => {
    const problems = problemsOf({
      REDIS_URL: "http://x",
      PORT: "eighty",
      SHUTDOWN_TIMEOUT: "soon",
      PROVIDER_CHAIN: "groq,openia",
    });
    expect(problems.map(({ name }) => name).toSorted()).toEqual([
      "DATABASE_URL",
      "ENCRYPTION_KEY",
      "MANAGEMENT_TOKEN",
      "PORT",
      "PROVIDER_CHAIN",
      "REDIS_URL",
      "SHUTDOWN_TIMEOUT",
    ]);
  });

  it("never shows the value of a secret", () => {
    const planted = "Planted!";
    const variables = {
      MANAGEMENT_TOKEN: planted,
      ENCRYPTION_KEY: planted,
      DATABASE_URL: `mysql://user:${planted}@host/name`,
      REDIS_URL: `redis+x://:${planted}@host`,
      OTEL_EXPORTER_OTLP_HEADERS: planted,
      LLM_PROXY_SECRETS: `{"OPENAI_API_KEY": "${planted}"`,
    };
    expect(JSON.stringify(problemsOf(variables))).not.toContain(planted);
  });

  it("shows what was given where it is no secret, and how to mend it", () => {
    expect(problemsOf({ ...COMPLETE, PORT: "eighty" })).toEqual([
      { name: "PORT", message: `"eighty" can't be read.`, fix: "It must be a whole number from 0 to 65535." },
    ]);
  });

  it("keeps the order of the provider chain", () => {
    const { environment } = loadConfiguration("server", { ...COMPLETE, PROVIDER_CHAIN: "openai, groq" });
    expect(environment.PROVIDER_CHAIN).toEqual(["openai", "groq"]);
  });

  it("takes an empty variable for an absent one", () => {
    expect(loadConfiguration("server", { ...COMPLETE, PORT: " ", ADMIN_HOST: "" }).environment.PORT).toBeNull();
  });

  it("warns of a name that is likely a slip, and of no other", () => {
    const variables = {
      ...COMPLETE,
      REDIS_ADRESS: "x",
      OPENAI_APIKEY: "x",
      PATH: "/bin",
      HOSTNAME: "h",
      AWS_REGION: "eu-central-1",
    };
    const { warnings } = loadConfiguration("server", variables);
    expect(warnings).toHaveLength(2);
    expect(warnings.join("\n")).toMatch(/REDIS_ADRESS .* REDIS_\w+ meant/);
    expect(warnings.join("\n")).toContain("is OPENAI_API_KEY meant?");
  });

  it("takes secrets from one JSON value, but the environment's own first", () => {
    const rest = { ...COMPLETE, DATABASE_URL: "", MANAGEMENT_TOKEN: "" };
    const injected = {
      MANAGEMENT_TOKEN: "the-injected-token-of-the-test",
      ENCRYPTION_KEY: "another-key-of-the-test",
      host: "db.internal",
      port: 5433,
      username: "app",
      password: "the-database-password",
      dbname: "gateway",
    };
    const { environment, secrets } = loadConfiguration("server", {
      ...rest,
      LLM_PROXY_SECRETS: JSON.stringify(injected),
    });
    expect(environment).toMatchObject({
      MANAGEMENT_TOKEN: injected.MANAGEMENT_TOKEN,
      ENCRYPTION_KEY: COMPLETE.ENCRYPTION_KEY,
      PGHOST: "db.internal",
      PGPORT: 5433,
    });
    expect(secrets).toContain("the-database-password");
  });

  it("knows the passwords inside of URLs as secrets, escaped or not", () => {
    const { secrets } = loadConfiguration("server", COMPLETE);
    expect(secrets).toEqual(
      expect.arrayContaining(["pass-w0rd", "redis-pass/word", "redis-pass%2Fword", COMPLETE.ENCRYPTION_KEY]),
    );
  });

  it("asks of each command only what that command needs", () => {
    expect(() => loadConfiguration("migrate", { DATABASE_URL: COMPLETE.DATABASE_URL })).not.toThrow();
    expect(() => loadConfiguration("demo", {})).not.toThrow();
    expect(
      problemsOf({ REDIS_URL: COMPLETE.REDIS_URL, DISPATCHER_SINKS: "s3,http" }, "dispatcher").map(({ name }) => name),
    ).toEqual(["DISPATCHER_S3_BUCKET", "DISPATCHER_S3_REGION", "DISPATCHER_ENDPOINT"]);
  });
});

function problemsOf(variables: Readonly<Record<string, string>>, command: "server" | "dispatcher" = "server") {
  try {
    loadConfiguration(command, variables);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}
