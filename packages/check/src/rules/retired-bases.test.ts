import { describe, expect, it } from "vitest";
import { RETIRED_BASES } from "./retired-bases.js";

const retiredBy = (start: string): string | null => {
  const retired = RETIRED_BASES.find(({ pattern }) => pattern.test(start));
  return retired === undefined ? null : `${retired.what} ${retired.since}`;
};

describe("the bases that nobody mends", () => {
  it.each([
    ["node:20-alpine", "Node.js 20 2026-04-30"],
    ["docker.io/library/node:18.20.4", "Node.js 18 2025-04-30"],
    ["node:16", "this Node.js 2023-09-11"],
    ["python:3.9-slim", "Python 3.9 2025-10-31"],
    ["python:3.10", "Python 3.10 2026-10-31"],
    ["alpine:3.18", "Alpine Linux 3.18 2025-05-09"],
    ["alpine:3.7.1", "this Alpine Linux 2024-11-22"],
    ["golang:1.23-alpine", "Go 1.23 2025-08-12"],
    ["golang:1.9", "this Go 2025-02-11"],
    ["pgvector/pgvector:pg13", "PostgreSQL 13 2025-11-13"],
    ["public.ecr.aws/docker/library/postgres:12.4", "this PostgreSQL 2024-11-21"],
    ["rabbitmq:3-management", "RabbitMQ 3 2025-07-31"],
    ["debian:bullseye-slim", "Debian 11 2026-08-31"],
  ])("%s is one, each with its day", (start, told) => {
    expect(retiredBy(start)).toBe(told);
  });

  it.each([
    "node:24-alpine",
    "node:22",
    "node",
    "example/node-worker:18",
    "python:3.11",
    "python:3.13-slim",
    "alpine:3.22",
    "golang:1.26",
    "postgres:17",
    "postgres:140",
    "rabbitmq:4.2.1",
    "rabbitmq:30",
  ])("%s is none", (start) => {
    expect(retiredBy(start)).toBeNull();
  });
});
