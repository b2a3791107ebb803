import { addressOf, type ResolvedPostgres } from "@fairlead/model";
import type { IWidget } from "aws-cdk-lib/aws-cloudwatch";
import { type GraphParts, partGraph } from "./metric-graph.js";

/** Databases, caches and brokers: what they hold, and what they have left. */
export const dataRows = (parts: GraphParts): IWidget[][] => [
  ...parts.app.databases.map((database) => databaseRow(database, parts)),
  ...parts.app.caches.map(({ name }) => [
    partGraph(`${name}: memory (%)`, addressOf("cache", name), "cache-memory-percent", parts),
    partGraph(`${name}: evictions`, addressOf("cache", name), "cache-evictions", parts),
  ]),
  ...parts.app.brokers
    .filter(({ engine }) => engine.kind === "amazon-mq")
    .map(({ name }) => [
      partGraph(`${name}: memory (%)`, addressOf("broker", name), "broker-memory-percent", parts),
      partGraph(`${name}: CPU (%)`, addressOf("broker", name), "broker-cpu-percent", parts),
    ]),
];

function databaseRow({ name, engine, proxy }: ResolvedPostgres, parts: GraphParts): IWidget[] {
  const address = addressOf("postgres", name);
  const capacity = engine.kind === "rds" ? "CPU" : "capacity";
  return [
    partGraph(`${name}: connections`, address, "database-connections", parts),
    partGraph(`${name}: ${capacity} (%)`, address, "database-capacity-percent", parts),
    ...(engine.kind === "rds" ? [partGraph(`${name}: free bytes`, address, "database-free-storage", parts)] : []),
    ...(proxy === null
      ? []
      : [
          partGraph(`${name}: waiting for the proxy (s)`, address, "proxy-borrow-seconds", parts),
          partGraph(`${name}: pinned by clients (%)`, address, "proxy-pinned-percent", parts),
        ]),
  ];
}
