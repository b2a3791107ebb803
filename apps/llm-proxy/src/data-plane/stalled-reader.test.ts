import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  chatStream,
  contentFrame,
  roleFrame,
  startScriptedUpstream,
  stream,
  type ScriptedUpstream,
} from "../testing/scripted-upstream.js";
import { hops, IMPATIENT, startDataPlane, TEST_TOKEN } from "../testing/data-plane-fixture.js";

let upstream: ScriptedUpstream;
beforeAll(async () => {
  upstream = await startScriptedUpstream();
});
beforeEach(() => {
  upstream.reset();
});
afterAll(() => upstream.close());

const BODY = JSON.stringify({ model: "test-model", messages: [], stream: true });

/** A caller that sends its call and then reads nothing at all. */
function callWithoutReading(origin: string): Socket {
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  socket.pause();
  socket.on("error", () => undefined);
  const head = [
    "POST /v1/chat/completions HTTP/1.1",
    "host: gateway",
    `authorization: Bearer ${TEST_TOKEN}`,
    "content-type: application/json",
    `content-length: ${BODY.length}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n${BODY}`);
  return socket;
}

/** More than the sockets' buffers hold. */
const HUGE = Array.from({ length: 4000 }, () => contentFrame("x".repeat(8000)));

it("is left after its time, and its call at the provider ends", async () => {
  await using fixture = await startDataPlane({ chain: hops(upstream.origin), settings: { callerStallMs: 200 } });
  upstream.enqueue(stream([roleFrame(), ...HUGE], { then: "stall" }));
  const socket = callWithoutReading(fixture.origin);
  await upstream.arrived(1);
  await upstream.requests[0]?.aborted;
  await fixture.ended(1);
  socket.destroy();
  expect(fixture.events.map(({ outcome }) => outcome)).toEqual(["cancelled"]);
  expect(fixture.limiter.settlements).toHaveLength(1);
});

it("doesn't look like a silent provider, however long it rests", async () => {
  await using fixture = await startDataPlane({
    chain: hops(upstream.origin),
    settings: { callerStallMs: 60_000 },
    upstream: { timeouts: IMPATIENT },
  });
  upstream.enqueue(stream([roleFrame(), ...HUGE, ...chatStream(["end"])]));
  const socket = callWithoutReading(fixture.origin);
  await upstream.arrived(1);
  await new Promise((resolve) => setTimeout(resolve, 2 * IMPATIENT.idleMs));
  expect(fixture.events).toHaveLength(0);
  let tail = "";
  socket.on("data", (chunk: Buffer) => {
    tail = (tail + chunk.toString("latin1")).slice(-200);
  });
  socket.resume();
  await fixture.ended(1);
  socket.destroy();
  expect(fixture.events.map(({ outcome }) => outcome)).toEqual(["success"]);
});
