import { once } from "node:events";
import { connect, createServer, type Server } from "node:net";
import { type LocalPostgres, startLocalPostgres } from "@fairlead/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNodePostgres } from "./node-postgres.js";

let server: LocalPostgres;
beforeAll(async () => {
  server = await startLocalPostgres();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

describe("the database server", () => {
  it("is tried again while it starts, so that a stack does not fail over a few seconds", async () => {
    await using front = await startFront(2);
    expect(await postgresAt(front.port).actingRole(server)).toBe("superuser");
    expect(front.turnedAway()).toBe(2);
  });

  it("is given up in the end", async () => {
    await using front = await startFront(100);
    await expect(postgresAt(front.port).actingRole(server)).rejects.toThrow("starting up");
  });

  it("is asked once only when it refuses a password", async () => {
    await using front = await startFront(0);
    expect(await postgresAt(front.port).actingRole({ username: "superuser", password: "wrong" })).toBeNull();
    expect(front.accepted()).toBe(1);
  });
});

const postgresAt = (port: number) =>
  createNodePostgres({ host: "127.0.0.1", port, databaseName: "postgres", transport: "plain", retryDelayMs: 1 });

interface Front extends AsyncDisposable {
  readonly port: number;
  turnedAway(): number;
  accepted(): number;
}

/** Stands before the server and says of the first connections that it is starting up. */
async function startFront(refusals: number): Promise<Front> {
  const counts = { turnedAway: 0, accepted: 0 };
  const front = createServer((client) => {
    client.on("error", () => undefined);
    if (counts.turnedAway < refusals) {
      counts.turnedAway += 1;
      client.once("data", () => client.end(STARTING_UP));
      return;
    }
    counts.accepted += 1;
    const upstream = connect(server.port, server.host);
    upstream.on("error", () => client.destroy());
    upstream.on("close", () => client.destroy());
    client.pipe(upstream).pipe(client);
  }).listen(0, "127.0.0.1");
  await once(front, "listening");
  return {
    port: portOf(front),
    turnedAway: () => counts.turnedAway,
    accepted: () => counts.accepted,
    [Symbol.asyncDispose]: async () => {
      front.close();
      await once(front, "close");
    },
  };
}

/** `ErrorResponse`. https://www.postgresql.org/docs/current/protocol-message-formats.html */
const STARTING_UP = errorResponse({ S: "FATAL", C: "57P03", M: "the database system is starting up" });

function errorResponse(fields: Readonly<Record<string, string>>): Buffer {
  const body = `${Object.entries(fields)
    .map(([type, text]) => `${type}${text}\0`)
    .join("")}\0`;
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + length.length);
  return Buffer.concat([Buffer.from("E"), length, Buffer.from(body)]);
}

function portOf(front: Server): number {
  const address = front.address();
  if (address === null || typeof address === "string") throw new TypeError("The front listens on no port.");
  return address.port;
}
