import {
  type Address,
  addressOf,
  type AdoptedCache,
  type AdoptedPostgres,
  type BrokerOutput,
  type BrokerReference,
  type EnvValue,
  type Postgres,
  postgres,
  type Rabbitmq,
  rabbitmq,
  type Redis,
  redis,
  type TasksOptions,
  type TierName,
  type Valkey,
  valkey,
} from "@fairlead/model";
import fc from "fast-check";
import type { WrittenReference } from "./written-reference.js";

/** A database that is made, or one that exists already where its network does. */
interface DatabasePlan {
  readonly engine: "aurora-serverless" | "rds";
  readonly proxy: boolean;
  readonly extensions: readonly ("vector" | "pg_trgm")[];
  /** Whether it states that its credentials stay; else its tier decides. */
  readonly rotates: boolean;
  readonly exists: boolean;
}

interface CachePlan {
  readonly engine: "valkey" | "redis";
  readonly exists: boolean;
}

/** Databases, caches and brokers of a random app. */
export interface DataPlan {
  readonly databases: readonly DatabasePlan[];
  readonly caches: readonly CachePlan[];
  readonly brokers: readonly ("amazon-mq" | "container")[];
}

/** A variable that names a broker, by its number. */
export interface BrokerPlan {
  readonly index: number;
  readonly output: BrokerOutput;
}

const BROKER_OUTPUTS = ["url", "host", "port", "user", "password"] as const satisfies readonly BrokerOutput[];

export const dataPlan: fc.Arbitrary<DataPlan> = fc.record({
  databases: fc.array(
    fc.record({
      engine: fc.constantFrom("aurora-serverless", "rds"),
      proxy: fc.boolean(),
      extensions: fc.subarray(["vector", "pg_trgm"]),
      rotates: fc.boolean(),
      exists: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
  caches: fc.array(fc.record({ engine: fc.constantFrom("valkey", "redis"), exists: fc.boolean() }), { maxLength: 2 }),
  brokers: fc.array(fc.constantFrom("amazon-mq", "container"), { maxLength: 2 }),
});

export const brokerPlans: fc.Arbitrary<readonly BrokerPlan[]> = fc.array(
  fc.record({ index: fc.nat(1), output: fc.constantFrom(...BROKER_OUTPUTS) }),
  { maxLength: 3 },
);

/** The parts that a plan's variables may name. */
export interface DataParts {
  readonly databases: readonly (Postgres | AdoptedPostgres)[];
  readonly caches: readonly (Valkey | Redis | AdoptedCache)[];
  readonly brokers: readonly Rabbitmq[];
}

/** What exists already: each in a group of its own, with secrets of its own. */
const existing = (name: string, digit: string) => ({
  host: `${name}.internal`,
  securityGroupId: `sg-0123456789abcde${digit}`,
  secretArn: `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-sign-in-AbCdEf`,
  urlSecretArn: `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-url-AbCdEf`,
});

/** What exists already is there only where the network exists already. */
export const makeData = (plan: DataPlan, networkExists: boolean): DataParts => ({
  databases: plan.databases.map((database, index) => makeDatabase(`db-${index}`, database, networkExists)),
  caches: plan.caches.map((cache, index) => makeCache(`cache-${index}`, cache, networkExists)),
  brokers: plan.brokers.map((engine, index) => rabbitmq(`broker-${index}`, { engine })),
});

function makeDatabase(name: string, plan: DatabasePlan, networkExists: boolean): Postgres | AdoptedPostgres {
  if (plan.exists && networkExists)
    return postgres(name, { adopt: { ...existing(name, `d${name.slice(-1)}`), name: "app" } });
  const { engine, proxy, extensions, rotates } = plan;
  return postgres(name, { engine, proxy, extensions, ...(rotates ? {} : { rotation: "none" }) });
}

function makeCache(name: string, { engine, exists }: CachePlan, networkExists: boolean): DataParts["caches"][number] {
  if (exists && networkExists) return redis(name, { adopt: existing(name, `c${name.slice(-1)}`) });
  return engine === "valkey" ? valkey(name) : redis(name);
}

const brokerReferences = (broker: Rabbitmq): BrokerReference[] => [
  broker.url,
  broker.host,
  broker.port,
  broker.user,
  broker.password,
];

const isInjected = (output: BrokerOutput): boolean => output !== "host" && output !== "port";

/** Variables that name brokers. One in a container is reached as a service, and its credentials are the broker's. */
export function nameBrokers(
  from: Address,
  plans: readonly BrokerPlan[],
  { brokers }: DataParts,
): { readonly env: Readonly<Record<string, EnvValue>>; readonly references: readonly WrittenReference[] } {
  const named = plans.flatMap(({ index, output }, at) => {
    const broker = brokers[index % Math.max(1, brokers.length)];
    const value = broker && brokerReferences(broker).find((reference) => reference.output === output);
    return broker === undefined || value === undefined ? [] : [{ by: `BROKER_${at}`, broker, value, output }];
  });
  return {
    env: Object.fromEntries(named.map(({ by, value }) => [by, value])),
    references: named.flatMap(({ by, broker, output }): WrittenReference[] => {
      const to = addressOf("broker", broker.name);
      const reached = broker.options.engine === "container" ? addressOf("service", broker.name) : to;
      return [
        { from, to: reached, by, kind: "service", output: null },
        ...(isInjected(output) ? [{ from, to, by, kind: "secret" as const, output: null }] : []),
      ];
    }),
  };
}

/** Scales on a stream or a queue of something that is named. */
export function scaledOnWork(
  named: readonly WrittenReference[],
  { caches, brokers }: DataParts,
): Pick<TasksOptions, "queueDepth"> {
  const isNamed = (address: Address): boolean => named.some(({ to }) => to === address);
  const cache = caches.find(({ name }) => isNamed(addressOf("cache", name)));
  if (cache !== undefined)
    return { queueDepth: { of: { cache, stream: "jobs", group: "workers" }, messagesPerTask: 5 } };
  const broker = brokers.find(({ name }) => isNamed(addressOf("broker", name)) || isNamed(addressOf("service", name)));
  return broker === undefined ? {} : { queueDepth: { of: { broker, queue: "jobs" }, messagesPerTask: 5 } };
}

/** What parts name of themselves, once somebody names them: a broker its secrets and its volume, a job that makes extensions its database. */
export function ownReferences(
  plan: DataPlan,
  {
    parts,
    tier,
    named,
  }: { readonly parts: DataParts; readonly tier: TierName; readonly named: readonly WrittenReference[] },
): WrittenReference[] {
  const isNamed = (address: Address): boolean => named.some(({ to }) => to === address);
  const brokers = parts.brokers
    .filter(({ name, options }) => options.engine === "container" && isNamed(addressOf("service", name)))
    .flatMap(({ name }) => brokerOwnReferences(name));
  const databases = parts.databases.flatMap((database, index) => {
    const { extensions = [], rotates = true } = plan.databases[index] ?? {};
    const stays = !rotates || tier === "minimal";
    const isPrepared = database.kind === "postgres" && extensions.length > 0 && stays;
    return isPrepared && isNamed(addressOf("postgres", database.name)) ? jobReferences(database) : [];
  });
  return [...brokers, ...databases];
}

function brokerOwnReferences(name: string): WrittenReference[] {
  const from = addressOf("service", name);
  return [
    ...["RABBITMQ_DEFAULT_PASS", "RABBITMQ_DEFAULT_USER", "RABBITMQ_ERLANG_COOKIE"].map((by): WrittenReference => ({
      from,
      to: addressOf("broker", name),
      by,
      kind: "secret",
      output: null,
    })),
    { from, to: addressOf("volume", name), by: "/var/lib/rabbitmq", kind: "volume", output: "read-write" },
  ];
}

const jobReferences = ({ name, env }: Postgres): WrittenReference[] =>
  Object.entries(env)
    .filter(([by]) => by !== "PGSSLMODE")
    .map(([by, { output }]): WrittenReference => ({
      from: addressOf("job", `${name}-extensions`),
      to: addressOf("postgres", name),
      by,
      kind: "database",
      output,
    }));
