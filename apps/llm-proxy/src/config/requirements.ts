import type { ConfigurationProblem } from "../errors/configuration-error.js";
import type { Variables } from "./environment.js";

export const COMMANDS = ["server", "dispatcher", "migrate", "health", "demo"] as const;
export type Command = (typeof COMMANDS)[number];

/** What a command can't do without, judged by presence alone so that it is told together with unreadable values. */
export function missingFor(command: Command, variables: Variables): readonly ConfigurationProblem[] {
  const has = (name: string): boolean => (variables[name] ?? "").trim() !== "";
  switch (command) {
    case "server":
      return [...security(has), ...database(has), ...redis(has, variables)];
    case "dispatcher":
      return [
        ...(has("REDIS_URL") ? [] : [needsRedis("The dispatcher reads events from Redis.")]),
        ...sinks(has, variables),
      ];
    case "migrate":
      return database(has);
    case "health":
    case "demo":
      return [];
  }
}

type Has = (name: string) => boolean;

const security = (has: Has): ConfigurationProblem[] =>
  (["MANAGEMENT_TOKEN", "ENCRYPTION_KEY"] as const)
    .filter((name) => !has(name))
    .map((name) => ({
      name,
      message: "It is not set.",
      fix: `Set it to a random value that you keep, e.g. from "openssl rand -base64 32".`,
    }));

function database(has: Has): ConfigurationProblem[] {
  if (has("DATABASE_URL") || has("DATABASE_EMBEDDED_PATH")) return [];
  if (has("PGHOST")) {
    return ["PGUSER", "PGDATABASE"]
      .filter((name) => !has(name))
      .map((name) => ({
        name,
        message: "It is not set, but PGHOST is.",
        fix: `Set ${name}, or DATABASE_URL instead of all.`,
      }));
  }
  return [
    {
      name: "DATABASE_URL",
      message: "No database is named.",
      fix: "Set DATABASE_URL (or PGHOST, PGUSER, PGPASSWORD, PGDATABASE). For a trial: DATABASE_EMBEDDED_PATH=./data.",
    },
  ];
}

function redis(has: Has, variables: Variables): ConfigurationProblem[] {
  const bus = (variables["LLM_PROXY_EVENT_BUS"] ?? "").trim() || "redis-streams";
  return bus === "redis-streams" && !has("REDIS_URL")
    ? [needsRedis("Events go through Redis. For one process without events: LLM_PROXY_EVENT_BUS=none.")]
    : [];
}

const needsRedis = (why: string): ConfigurationProblem => ({
  name: "REDIS_URL",
  message: "It is not set.",
  fix: `Set it, e.g. to rediss://:password@host:6379/0. ${why}`,
});

const NEEDS_OF_SINKS = new Map([
  ["file", ["DISPATCHER_FILE"]],
  ["http", ["DISPATCHER_ENDPOINT"]],
  ["s3", ["DISPATCHER_S3_BUCKET", "DISPATCHER_S3_REGION"]],
]);

function sinks(has: Has, variables: Variables): ConfigurationProblem[] {
  const named = (variables["DISPATCHER_SINKS"] ?? "").split(",").map((sink) => sink.trim());
  return named.flatMap((sink) =>
    (NEEDS_OF_SINKS.get(sink) ?? [])
      .filter((name) => !has(name))
      .map((name) => ({ name, message: "It is not set.", fix: `The ${sink} sink needs it.` })),
  );
}
