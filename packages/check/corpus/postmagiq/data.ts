import { type Env, image, postgres, type RdsOptions, redis, service } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { recordOf, recordsOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { apiImage, artifacts, cache, database } from "./parts.js";

const withDatabase = () =>
  describeRoots({ services: [service("api", { image: apiImage, env: { DATABASE_URL: database.url } })] });

/** The API in an image that doesn't start without some variables. */
const needing = (needs: readonly string[], env: Env) =>
  describeRoots({ services: [service("api", { image: image("api", { needs }), env })] });

/** A database of a kind that somebody else has put a price on. */
const withPriced = (options: Omit<RdsOptions, "engine">) =>
  describeRoots({
    services: [
      service("api", { image: apiImage, env: { DATABASE_URL: postgres("main", { engine: "rds", ...options }).url } }),
    ],
  });

/** The URL that is injected names the proxy, and the database nowhere. */
function urlNamesTheProxy(graph: TemplateGraph): boolean {
  const composed = graph
    .ofType("AWS::SecretsManager::Secret")
    .filter(({ properties }) => JSON.stringify(properties["SecretString"] ?? "").includes("postgresql://"));
  const hosts = composed.flatMap(({ stack, properties }) =>
    graph
      .referencesIn(stack, properties["SecretString"])
      .filter(({ attribute }) => (attribute ?? "").includes("Endpoint")),
  );
  return hosts.length > 0 && hosts.every(({ resource }) => resource.type === "AWS::RDS::DBProxy");
}

/** Every user that the proxy signs in has a secret with user and password. */
function proxyKnowsItsUsers(graph: TemplateGraph): boolean {
  const secrets = graph
    .ofType("AWS::RDS::DBProxy")
    .flatMap(({ stack, properties }) =>
      recordsOf(properties["Auth"]).map(({ SecretArn }) => graph.follow(stack, SecretArn)?.resource),
    );
  return (
    secrets.length > 0 &&
    secrets.every((secret) => {
      const { GenerateSecretString } = recordOf(secret?.properties);
      const { SecretStringTemplate, GenerateStringKey } = recordOf(GenerateSecretString);
      return JSON.stringify(SecretStringTemplate ?? "").includes("username") && GenerateStringKey === "password";
    })
  );
}

const cacheKeepsSnapshots = (graph: TemplateGraph): boolean =>
  graph
    .ofType("AWS::ElastiCache::ReplicationGroup")
    .some(({ properties }) => Number(properties["SnapshotRetentionLimit"]) >= 1);

const bucketKeepsVersionsForATime = (graph: TemplateGraph): boolean =>
  graph
    .ofType("AWS::S3::Bucket")
    .filter(({ address }) => address === "buckets.artifacts")
    .some(
      ({ properties }) =>
        recordOf(properties["VersioningConfiguration"])["Status"] === "Enabled" &&
        recordsOf(recordOf(properties["LifecycleConfiguration"])["Rules"]).some(
          ({ NoncurrentVersionExpiration }) => NoncurrentVersionExpiration !== undefined,
        ),
    );

/** Of the database, the cache, the buckets and what they cost. */
export const DATA: readonly Mistake[] = [
  {
    id: "pooler-passed-by",
    mistake:
      "PgBouncer stands there and the API connects to PostgreSQL itself; its successor RDS Proxy would be passed by as well.",
    outcome: {
      kind: "unwritable",
      because: "`database.url` names the proxy, and the database lets nobody else in.",
      app: withDatabase,
      holds: urlNamesTheProxy,
    },
  },
  {
    id: "password-for-url",
    mistake:
      "The secret db-credentials holds POSTGRES_PASSWORD; the app reads DATABASE_URL, which nothing composes, and doesn't start.",
    outcome: {
      kind: "refused",
      app: () => needing(["DATABASE_URL"], { POSTGRES_PASSWORD: database.password }),
      problem: "VariableMissing",
    },
  },
  {
    id: "no-keys-for-networks",
    mistake:
      "None of the five secrets has the keys for LinkedIn, X and Threads, nor the one that users' tokens are encrypted with: nobody can connect an account.",
    outcome: {
      kind: "refused",
      app: () =>
        needing(["DATABASE_URL", "LINKEDIN_CLIENT_SECRET", "SOCIAL_ENCRYPTION_KEY"], { DATABASE_URL: database.url }),
      problem: "VariableMissing",
    },
  },
  {
    id: "command-line-agents",
    mistake:
      "Nothing sets AGENT_MODE, whose default is cli: each workflow looks for command-line tools that nobody has signed in.",
    outcome: {
      kind: "refused",
      app: () => needing(["AGENT_MODE", "DATABASE_URL"], { DATABASE_URL: database.url }),
      problem: "VariableMissing",
    },
  },
  {
    id: "proxy-without-secret",
    mistake:
      "RDS Proxy signs in with a secret of user and password; the plan has one with a password alone, and the proxy is never available.",
    outcome: {
      kind: "unwritable",
      because: "`proxy: true` hands the proxy a secret with user and password for each user.",
      app: withDatabase,
      holds: proxyKnowsItsUsers,
    },
  },
  {
    id: "cache-not-backed-up",
    mistake: "Redis has no backups: a node that is replaced comes back empty.",
    outcome: {
      kind: "unwritable",
      because: "Snapshots are the tier's: from `standard` on a cache that says nothing has them.",
      app: () => describeRoots({ services: [service("api", { image: apiImage, env: { REDIS_URL: cache.url } })] }),
      holds: cacheKeepsSnapshots,
    },
  },
  {
    id: "failover-to-nothing",
    mistake:
      "The price of Redis in production is that of one node, and Multi-AZ needs two: there is nothing to fail over to.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots(
          { services: [service("api", { image: apiImage, env: { REDIS_URL: redis("cache", { replicas: 0 }).url } })] },
          { environment: { tier: "production" } },
        ),
      finding: "SingleNodeCache",
      on: "caches.cache",
    },
  },
  {
    id: "artifacts-overwritten",
    mistake:
      "Buckets have neither versions nor a lifecycle: what is overwritten is gone, and what is old is paid for forever.",
    outcome: {
      kind: "unwritable",
      because:
        "Versions and how long old ones stay are the tier's: from `standard` on a bucket that says nothing has them.",
      app: () =>
        describeRoots({
          services: [service("api", { image: apiImage, env: { BUCKET: artifacts.nameForReadingAndWriting } })],
        }),
      holds: bucketKeepsVersionsForATime,
    },
  },
  {
    id: "migration-by-hand",
    mistake: "Migrations are run by hand after the deployment: until then new tasks meet the old schema.",
    outcome: {
      kind: "found",
      in: withDatabase,
      finding: "MigrationMissing",
      on: "databases.main",
    },
  },
  {
    id: "sessions-in-no-redis",
    mistake:
      "The verification checks that sessions are in Redis, and no code of the app writes any there: the check can't pass.",
    outcome: {
      kind: "out-of-reach",
      because: "What an app does with the address of its cache stands in its code alone.",
      reachedBy: "A test against the deployed environment that looks for keys in the cache.",
    },
  },
  {
    id: "standby-for-nothing",
    mistake: "The database of production is to cost 200 USD a month; with the standby that is planned it is 350.",
    outcome: {
      kind: "priced",
      app: () => withPriced({ instance: "r6g.large", multiAz: true, storage: { gib: 100 } }),
      service: "RDS PostgreSQL",
      usd: 352,
    },
  },
  {
    id: "proxy-for-nothing",
    mistake:
      "RDS Proxy is in no line of the costs, as if there were a free tier of it; it is paid for by the database's vCPUs.",
    outcome: {
      kind: "priced",
      app: () => withPriced({ instance: "r6g.large", proxy: true }),
      service: "RDS Proxy",
      usd: 22,
    },
  },
  {
    id: "second-node-for-nothing",
    mistake: "Redis in two zones is to cost 150 USD a month, which is the price of one node.",
    outcome: {
      kind: "priced",
      app: () =>
        describeRoots({
          services: [
            service("api", {
              image: apiImage,
              env: { REDIS_URL: redis("cache", { nodeType: "cache.r6g.large", replicas: 1 }).url },
            }),
          ],
        }),
      service: "ElastiCache Redis OSS",
      usd: 301,
    },
  },
  {
    id: "memory-for-nothing",
    mistake: "Two tasks of 2 vCPU and 4 GB are to cost 120 USD a month: the memory of Fargate is forgotten.",
    outcome: {
      kind: "priced",
      app: () =>
        describeRoots({
          services: [service("api", { image: apiImage, architecture: "x86_64", cpu: 2048, memory: 4096, tasks: 2 })],
        }),
      service: "Fargate",
      usd: 144,
    },
  },
];
