import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { request as send } from "undici";
import { expect, it } from "vitest";
import { listenOnLoopback } from "../testing/listen-on-loopback.js";
import { ResponseWriter } from "./response-writer.js";

const OWN = {
  requestId: "request-1",
  clientRequestId: null,
  traceparent: null,
  crossOrigin: null,
  limits: null,
  cache: null,
  closes: false,
} as const;
const HEAD = { status: 200, headers: {}, isStream: false, provider: null, hopIndex: 0 } as const;

it.each([0, 1, 700, 8 * 1024, 8 * 1024 + 1, 100_000])("hands an answer of %d bytes on as it is", async (size) => {
  const body = randomBytes(size);
  const server = createServer((request, response) => {
    const writer = new ResponseWriter(request, response, { ...OWN });
    writer.answer(HEAD, body, { attempts: 1, gatewayMs: 0, upstreamMs: 0 });
  });
  const { origin, close } = await listenOnLoopback(server);
  const got = await send(origin);
  expect(Buffer.from(await got.body.arrayBuffer()).equals(body)).toBe(true);
  expect(got.headers["content-length"]).toBe(String(size));
  await close();
});

const SERVED = { attempts: 1, gatewayMs: 0, upstreamMs: 0 };

/** Answers each call with `parts` as a stream, and waits for the caller where the writer asks for it. */
const streamsOf = (parts: readonly Buffer[]) =>
  createServer((request, response) => {
    const writer = new ResponseWriter(request, response, { ...OWN });
    writer.head({ ...HEAD, isStream: true }, SERVED);
    const left = [...parts];
    const goOn = (): void => {
      for (let part = left.shift(); part !== undefined; part = left.shift())
        if (!writer.write(part)) {
          writer.onceDrained(goOn);
          return;
        }
      writer.end();
    };
    goOn();
  });

const PARTS = [700, 1, 0, 8 * 1024, 15, 16, 8 * 1024 + 1, 300_000, 200, 0, 5].map((size) => randomBytes(size));

it("hands the parts of a stream on as they are, of whatever size, at the pace of its caller", async () => {
  const { origin, close } = await listenOnLoopback(streamsOf(PARTS));
  const got = await send(origin);
  expect(got.headers["transfer-encoding"]).toBe("chunked");
  expect(Buffer.from(await got.body.arrayBuffer()).equals(Buffer.concat(PARTS))).toBe(true);
  await close();
});

const CHUNKED = "5\r\none, \r\n5\r\ntwo, \r\n6\r\nthree.\r\n0\r\n\r\n";

it.each([
  {
    what: "in the order of the calls of one connection",
    calls: ["GET / HTTP/1.1", "GET / HTTP/1.1", "GET / HTTP/1.1"],
    body: CHUNKED,
  },
  { what: "without chunks to a caller that doesn't know them", calls: ["GET / HTTP/1.0"], body: "one, two, three." },
  { what: "as a head alone where no more is asked", calls: ["HEAD / HTTP/1.1"], body: "" },
])("streams $what", async ({ calls, body }) => {
  const parts = ["one, ", "two, ", "three."].map((part) => Buffer.from(part));
  const { origin, close } = await listenOnLoopback(streamsOf(parts));
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  const asked = calls.map((call, index) => {
    const isLast = index === calls.length - 1;
    return `${call}\r\nhost: gateway\r\nconnection: ${isLast ? "close" : "keep-alive"}\r\n\r\n`;
  });
  socket.write(asked.join(""));
  const bodies = (await text(socket))
    .split("HTTP/1.1 200 OK")
    .slice(1)
    .map((answer) => answer.slice(answer.indexOf("\r\n\r\n") + 4));
  expect(bodies).toEqual(calls.map(() => body));
  await close();
});
