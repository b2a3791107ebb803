import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { expectPresent } from "@fairlead/errors";
import { type LocalRedis, startLocalRedis } from "@fairlead/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openClusterSession } from "./cluster-session.js";
import { parseRedisUrl } from "./redis-address.js";
import { openRedisSession } from "./redis-session.js";

let server: LocalRedis;
beforeAll(async () => {
  server = await startLocalRedis({ tls: true });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const urlOf = (password: string): string => `rediss://:${password}@localhost:${server.port}/3`;

async function ping(url: string): Promise<unknown> {
  using session = await openRedisSession(parseRedisUrl(url), { timeoutMs: 500 });
  return await session.ask("PING");
}

describe("a session with a cache", () => {
  it("speaks TLS, and to nobody whose certificate no known authority has signed", async () => {
    await expect(ping(urlOf(server.password))).rejects.toThrow("self-signed");
    const known = getCACertificates("default");
    setDefaultCACertificates([...known, expectPresent(server.authority, "The server's certificate")]);
    try {
      expect(await ping(urlOf(server.password))).toBe("PONG");
      await expect(ping(urlOf("wrong"))).rejects.toThrow("refused AUTH: WRONGPASS");
    } finally {
      setDefaultCACertificates(known);
    }
  });

  it("is given up when nobody answers", async () => {
    await using silent = await listen(() => undefined);
    await expect(ping(`redis://127.0.0.1:${silent.port}`)).rejects.toThrow("doesn't answer");
  });

  it("is given up when the other side hangs up, or speaks something else", async () => {
    await using gone = await listen((socket) => socket.end());
    await expect(ping(`redis://127.0.0.1:${gone.port}`)).rejects.toThrow("ended the connection");
    await using web = await listen((socket) => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
    await expect(ping(`redis://127.0.0.1:${web.port}`)).rejects.toThrow("another protocol");
  });
});

describe("a session with a cache in cluster mode", () => {
  it("goes to the node that has the key", async () => {
    await using target = await startLocalRedis();
    await using node = await listen((socket) => socket.write(`-MOVED 3999 127.0.0.1:${target.port}\r\n`));
    const address = parseRedisUrl(`redis://127.0.0.1:${node.port}`);
    using session = await openClusterSession(address, { timeoutMs: 5000 });
    // The other node asks for the password, which only a command finds out.
    expect(await session.ask("XLEN", "jobs")).toEqual({ refusal: "NOAUTH Authentication required." });
    expect(await session.ask("AUTH", target.password)).toBe("OK");
    expect(await session.ask("XLEN", "jobs")).toBe(0);
  });
});

describe("the URL of a cache", () => {
  it("names transport, host, port, user, password and database", () => {
    expect(parseRedisUrl("rediss://app:p%40ss@cache.example.com:6380/2")).toEqual({
      transport: "tls",
      host: "cache.example.com",
      port: 6380,
      user: "app",
      password: "p@ss",
      database: 2,
    });
    expect(parseRedisUrl("redis://cache.internal")).toMatchObject({
      port: 6379,
      user: null,
      password: null,
      database: 0,
    });
  });

  it("is repeated by no error, since it holds a password", () => {
    expect(() => parseRedisUrl("http://:secret@cache")).toThrow(/^(?!.*secret@)/u);
  });
});

async function listen(answer: (socket: Socket) => void): Promise<AsyncDisposable & { port: number }> {
  const listener: Server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => {
      answer(socket);
    });
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  if (address === null || typeof address === "string") throw new TypeError("It listens on no port.");
  return {
    port: address.port,
    [Symbol.asyncDispose]: async () => {
      listener.close();
      await Promise.resolve();
    },
  };
}
