import { image, postgres, redis, valkey } from "@fairlead/model";
import { injectionsOf } from "../../src/reach/injections.js";
import { grantsOf } from "../../src/reach/grants.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { proxyAlone, proxyInProduction } from "./proxy-parts.js";

const aurora = () => postgres("main", { engine: "aurora-serverless" });

/** Whether the variable is one secret that holds a whole URL. */
const isWholeUrl =
  (variable: string) =>
  (graph: TemplateGraph): boolean =>
    injectionsOf(graph).some(
      (injection) =>
        injection.variable === variable &&
        JSON.stringify(injection.target?.properties["SecretString"] ?? null).includes("postgresql://"),
    );

/** Whether something that rotates may start the services anew. */
const restartsAfterRotation = (graph: TemplateGraph): boolean =>
  graph.ofType("AWS::SecretsManager::RotationSchedule").length > 0 &&
  grantsOf(graph).some(
    ({ effect, actions, onEverything }) => effect === "Allow" && actions.includes("ecs:UpdateService") && !onEverything,
  );

/** What the app is told of its database and its cache, and what these hold. */
export const DATA: readonly Mistake[] = [
  {
    id: "redis-without-sign-in",
    mistake:
      "The event bus takes an address of Redis and nothing else, while Redis is to be encrypted: the first PING fails and the proxy ends at its start.",
    outcome: {
      kind: "found",
      in: () => proxyAlone({ env: { REDIS_ADDR: valkey("cache").host } }),
      finding: "CredentialsNotGiven",
      on: "services.proxy",
    },
  },
  {
    id: "stream-larger-than-its-node",
    mistake:
      "10 000 events of up to 320 KiB, base64 in JSON, are 4.1 GiB; the node has half a GiB and holds the HTTP cache as well. First the cache is evicted, then XADD fails.",
    outcome: {
      kind: "found",
      in: () =>
        proxyAlone({ env: { REDIS_URL: valkey("cache", { nodeType: "cache.t4g.micro", holdsMib: 4200 }).url } }),
      finding: "CacheTooSmall",
      on: "caches.cache",
    },
  },
  {
    id: "redis-8",
    mistake: "It is tried with Redis 8, which ElastiCache doesn't have: Redis OSS ends there with 7.1.",
    outcome: {
      kind: "refused",
      app: () => proxyAlone({ env: { REDIS_URL: redis("cache", { version: "8.0" }).url } }),
      problem: "UnknownEngineVersion",
    },
  },
  {
    id: "sqlite-by-default",
    mistake:
      "DB_DRIVER isn't stated: the app then takes SQLite on the task's own disk without a word, and every release forgets all projects and tokens.",
    outcome: {
      kind: "refused",
      app: () =>
        proxyAlone({
          image: image("proxy", { needs: ["DATABASE_URL", "DB_DRIVER"] }),
          env: { DATABASE_URL: aurora().url },
        }),
      problem: "VariableMissing",
    },
  },
  {
    id: "json-for-a-url",
    mistake: "RDS's own secret is JSON with a user and a password, the app wants one URL: it can't parse what it gets.",
    outcome: {
      kind: "unwritable",
      because: "`database.url` is a secret of its own that holds the whole URL, written anew at each rotation.",
      app: () => proxyAlone({ env: { DATABASE_URL: aurora().url } }),
      holds: isWholeUrl("DATABASE_URL"),
    },
  },
  {
    id: "rotation-without-restart",
    mistake:
      "Credentials rotate by themselves, but ECS injects them when a task starts: from the first rotation on, new connections are refused.",
    outcome: {
      kind: "unwritable",
      because: "Two roles take turns, and a rotation starts the services anew that use them.",
      app: () => proxyInProduction({ env: { DATABASE_URL: aurora().url } }),
      holds: restartsAfterRotation,
    },
  },
];
