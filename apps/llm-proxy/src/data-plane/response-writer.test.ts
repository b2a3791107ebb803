import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { request as send } from "undici";
import { expect, it } from "vitest";
import { listenOnLoopback } from "../testing/listen-on-loopback.js";
import { ResponseWriter } from "./response-writer.js";

const OWN = {
  requestId: "request-1",
  clientRequestId: null,
  traceparent: null,
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
