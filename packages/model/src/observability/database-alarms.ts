import { addressOf } from "../address.js";
import { maxConnections } from "../postgres/max-connections.js";
import type { ResolvedPostgres } from "../postgres/resolved-postgres.js";
import { alarm } from "./alarm.js";
import type { ResolvedAlarm } from "./resolved-observability.js";

const BYTES_PER_GIB = 1024 ** 3;

/** The share of the connections that may be taken: a rollout doubles the tasks and so, for a while, their pools. */
const CONNECTIONS_SHARE = 0.8;

/** RDS grows the storage when a tenth of it is left, and then not again for six hours (https://repost.aws/knowledge-center/rds-autoscaling-low-free-storage, 2026-11). */
const FREE_STORAGE_SHARE = 0.1;

/** Alarms of a database. */
export const databaseAlarms = (database: ResolvedPostgres): ResolvedAlarm[] => [
  ...connectionAlarms(database),
  capacityAlarm(database),
  ...storageAlarms(database),
  ...proxyAlarms(database),
  ...rotationAlarms(database),
];

function connectionAlarms(database: ResolvedPostgres): ResolvedAlarm[] {
  const { name } = database;
  const limit = maxConnections(database);
  if (limit === null) return [];
  return [
    alarm(
      {
        name: `${name}-connections`,
        subject: addressOf("postgres", name),
        metric: { kind: "database-connections" },
        reason: `Above ${CONNECTIONS_SHARE * 100} % of the ${limit} connections that it takes, the next rollout or scale-out may find none.`,
      },
      { threshold: Math.floor(limit * CONNECTIONS_SHARE), minutes: 5 },
    ),
  ];
}

const capacityAlarm = ({ name, engine }: ResolvedPostgres): ResolvedAlarm =>
  alarm(
    {
      name: `${name}-capacity`,
      subject: addressOf("postgres", name),
      metric: { kind: "database-capacity-percent" },
      reason:
        engine.kind === "aurora-serverless"
          ? `A quarter of an hour near the ${engine.maxCapacityAcu} ACU that it may scale to: queries queue from here on.`
          : `A quarter of an hour near the CPU that a ${engine.instanceClass} has: queries queue from here on.`,
    },
    { threshold: 90, minutes: 15 },
  );

function storageAlarms({ name, engine }: ResolvedPostgres): ResolvedAlarm[] {
  if (engine.kind !== "rds") return [];
  return [
    alarm(
      {
        name: `${name}-free-storage`,
        subject: addressOf("postgres", name),
        metric: { kind: "database-free-storage" },
        comparison: "below",
        reason: `A tenth of ${engine.storageGib} GiB is left. Storage grows by itself up to ${engine.maxStorageGib} GiB, but at most every six hours.`,
      },
      { threshold: Math.floor(engine.storageGib * FREE_STORAGE_SHARE * BYTES_PER_GIB), minutes: 15 },
    ),
  ];
}

/** Half of the pool is what the proxy keeps idle at most: beyond that, clients that keep a connection take it from others. */
const PINNED_PERCENT = 50;

function proxyAlarms({ name, proxy }: ResolvedPostgres): ResolvedAlarm[] {
  if (proxy === null) return [];
  const subject = addressOf("postgres", name);
  return [
    alarm(
      {
        name: `${name}-proxy-borrow`,
        subject,
        metric: { kind: "proxy-borrow-seconds" },
        reason: `Clients of the proxy wait a second and more for a connection, and give up after ${proxy.borrowTimeoutSeconds} s: the pool is too small, or its connections are kept.`,
      },
      { threshold: 1, minutes: 5 },
    ),
    alarm(
      {
        name: `${name}-proxy-pinned`,
        subject,
        metric: { kind: "proxy-pinned-percent" },
        reason:
          "Half of the proxy's connections serve one client each, because its session was changed (SET, PREPARE, LISTEN, temporary tables): there is nothing left to share.",
      },
      { threshold: PINNED_PERCENT, minutes: 15 },
    ),
  ];
}

/** A rotation runs every few weeks: what rang for a minute would be silent before anyone looks. */
const ROTATION_RINGS_MINUTES = 60;

function rotationAlarms({ name, rotation }: ResolvedPostgres): ResolvedAlarm[] {
  if (rotation.kind === "none") return [];
  return [
    alarm(
      {
        name: `${name}-rotation`,
        subject: addressOf("postgres", name),
        metric: { kind: "rotation-errors" },
        reason:
          "A rotation has failed. The app goes on with the credentials that it has, which grow older than the description allows.",
      },
      { threshold: 0, minutes: 1, outOf: ROTATION_RINGS_MINUTES },
    ),
  ];
}
