import type { Problem } from "@fairlead/errors";
import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import { minAboveMax } from "../problem/min-above-max.js";
import { canPause } from "./engine-versions.js";
import { leastVersionWithHnsw } from "./extensions.js";
import type { PostgresOptions } from "./postgres.js";
import type { ResolvedPostgres, ResolvedPostgresEngine } from "./resolved-postgres.js";

/** What a database's options say together. */
export const checkPostgres: Check = (app, { databases }) =>
  app.databases.flatMap((database) => {
    const options = databases.find(({ name }) => name === database.name)?.options;
    return options === undefined ? [] : checkDatabase(addressOf("postgres", database.name), database, options);
  });

const checkDatabase = (address: string, database: ResolvedPostgres, options: PostgresOptions): Problem[] => [
  ...checkEngine(address, database, options),
  ...checkExtensions(address, database),
];

/** An index that is refused at the first migration is known before. */
function checkExtensions(address: string, { engine, version, extensions }: ResolvedPostgres): Problem[] {
  const least = extensions.includes("vector") ? leastVersionWithHnsw(engine.kind, version) : null;
  if (least === null) return [];
  return [
    {
      path: `${address}.version`,
      code: "ExtensionNeedsVersion",
      message: `PostgreSQL ${version} has no pgvector with HNSW on ${engine.kind === "rds" ? "RDS" : "Aurora"}.`,
      fix: `Use ${least} or later, or name the major alone for its newest minor.`,
    },
  ];
}

function checkEngine(
  address: string,
  { engine, version, proxy }: ResolvedPostgres,
  options: PostgresOptions,
): Problem[] {
  switch (engine.kind) {
    case "aurora-serverless":
      return [
        ...minAboveMax({
          path: `${address}.capacity`,
          minKey: "min",
          maxKey: "max",
          min: engine.minCapacityAcu,
          max: engine.maxCapacityAcu,
        }),
        ...checkPause(address, { engine, version, options }),
        ...checkProxyPause(address, { engine, proxy }),
        ...checkMostCapacity(address, engine.maxCapacityAcu),
      ];
    case "rds":
      return minAboveMax({
        path: `${address}.storage`,
        minKey: "gib",
        maxKey: "maxGib",
        min: engine.storageGib,
        max: engine.maxStorageGib,
      });
  }
}

interface Pausing {
  readonly engine: Extract<ResolvedPostgresEngine, { kind: "aurora-serverless" }>;
  readonly version: string;
  readonly options: PostgresOptions;
}

function checkPause(address: string, { engine, version, options }: Pausing): Problem[] {
  const statesPause = options.engine === "aurora-serverless" && options.autoPause !== undefined;
  if (statesPause && engine.minCapacityAcu > 0) {
    return [
      {
        path: `${address}.autoPause`,
        code: "AutoPauseNeedsZero",
        message: `Aurora pauses at 0 ACU only, but capacity.min is ${engine.minCapacityAcu}.`,
        fix: "Set capacity.min to 0, or remove autoPause.",
      },
    ];
  }
  if (engine.minCapacityAcu > 0 || canPause(version)) return [];
  return [
    {
      path: `${address}.version`,
      code: "VersionCannotPause",
      message: `Aurora PostgreSQL ${version} can't go down to 0 ACU.`,
      fix: "Use a newer minor (13.15, 14.12, 15.7, 16.3 or later), or set capacity.min to 0.5.",
    },
  ];
}

/**
 * A proxy keeps a connection to each instance of the cluster, which keeps it awake
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html, "Prerequisites and limitations", as of 2025).
 */
function checkProxyPause(address: string, { engine, proxy }: Proxied): Problem[] {
  if (proxy === null || engine.minCapacityAcu > 0) return [];
  return [
    {
      path: `${address}.capacity.min`,
      code: "ProxyPreventsPause",
      message:
        "A cluster behind a proxy never pauses: the proxy keeps its connections open, and 0 ACU are never reached.",
      fix: "Set capacity.min to 0.5 or more, or remove proxy.",
    },
  ];
}

interface Proxied extends Pick<ResolvedPostgres, "proxy"> {
  readonly engine: Pausing["engine"];
}

/** Aurora's least maximum is assumed to be 1 ACU, as its user guide had it in 2025. */
const checkMostCapacity = (address: string, maxCapacityAcu: number): Problem[] =>
  maxCapacityAcu >= 1
    ? []
    : [
        {
          path: `${address}.capacity.max`,
          code: "OutOfRange",
          message: `Aurora can't be held to ${maxCapacityAcu} ACU: its maximum is 1 at least.`,
          fix: "Set capacity.max to at least 1.",
        },
      ];
