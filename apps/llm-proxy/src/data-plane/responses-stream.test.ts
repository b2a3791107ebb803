import OpenAI from "openai";
import { request as send } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startScriptedUpstream, stream, type ScriptedUpstream } from "../testing/scripted-upstream.js";
import { hops, startDataPlane, TEST_TOKEN } from "../testing/data-plane-fixture.js";

let first: ScriptedUpstream;
let second: ScriptedUpstream;
beforeAll(async () => {
  first = await startScriptedUpstream();
  second = await startScriptedUpstream();
});
beforeEach(() => {
  first.reset();
  second.reset();
});
afterAll(async () => {
  await first.close();
  await second.close();
});

const named = (type: string, fields: Record<string, unknown>): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;

const CREATED = named("response.created", { sequence_number: 0, response: { id: "resp_1", status: "in_progress" } });
const delta = (number: number, text: string): string =>
  named("response.output_text.delta", { sequence_number: number, item_id: "msg_1", output_index: 0, delta: text });
const completed = (number: number): string =>
  named("response.completed", {
    sequence_number: number,
    response: {
      id: "resp_1",
      status: "completed",
      usage: { input_tokens: 20, input_tokens_details: { cached_tokens: 8 }, output_tokens: 2, total_tokens: 22 },
    },
  });
const failed = (number: number): string =>
  named("response.failed", {
    sequence_number: number,
    response: { id: "resp_1", status: "failed", error: { code: "server_error", message: "The model crashed." } },
  });

const ASK = { model: "test-model", input: "Hello", stream: true } as const;

const ask = (origin: string) =>
  send(`${origin}/v1/responses`, {
    method: "POST",
    headers: { authorization: `Bearer ${TEST_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify(ASK),
  });

describe("a stream of /v1/responses", () => {
  it("passes byte for byte, and its usage is read from its last event", async () => {
    await using fixture = await startDataPlane({ chain: hops(first.origin) });
    const frames = [CREATED, delta(1, "Hel"), delta(2, "lo"), completed(3)];
    first.enqueue(stream(frames));
    const { body } = await ask(fixture.origin);
    expect(await body.text()).toBe(frames.join(""));
    await fixture.ended(1);
    expect(fixture.events[0]).toMatchObject({
      outcome: "success",
      usage: { inputTokens: 20, outputTokens: 2, cachedInputTokens: 8 },
    });
    expect(fixture.limiter.settlements).toEqual([22]);
    expect(first.requests[0]?.body.toString()).toBe(JSON.stringify(ASK));
  });

  it.each([
    ["fails", [CREATED, failed(1)]],
    ["ends without its last event", [CREATED]],
  ])("that %s before any content is asked of the next provider", async (_, frames) => {
    await using fixture = await startDataPlane({ chain: hops(first.origin, second.origin) });
    first.enqueue(stream(frames));
    second.enqueue(stream([CREATED, delta(1, "Hello"), completed(2)]));
    const { headers, body } = await ask(fixture.origin);
    expect(headers["x-llm-proxy-provider"]).toBe("openai");
    expect(await body.text()).toBe([CREATED, delta(1, "Hello"), completed(2)].join(""));
  });

  it("that is cut ends with an error event of its own dialect, numbered on", async () => {
    await using fixture = await startDataPlane({ chain: hops(first.origin) });
    first.enqueue(stream([CREATED, delta(1, "Hel")], { then: "cut" }));
    const { body } = await ask(fixture.origin);
    const text = await body.text();
    const sent = CREATED + delta(1, "Hel");
    expect(text.startsWith(sent)).toBe(true);
    const [name, data = ""] = text.slice(sent.length).split("\n");
    expect(name).toBe("event: error");
    expect(JSON.parse(data.slice("data: ".length))).toMatchObject({
      type: "error",
      code: "stream_truncated",
      param: null,
      sequence_number: 2,
    });
    await fixture.ended(1);
    expect(fixture.events.map(({ outcome }) => outcome)).toEqual(["truncated"]);
  });

  it("is read by the official client to its end, and its break is an error there", async () => {
    await using fixture = await startDataPlane({ chain: hops(first.origin) });
    const client = new OpenAI({ apiKey: TEST_TOKEN, baseURL: `${fixture.origin}/v1`, maxRetries: 0 });
    const read = async (): Promise<string[]> => {
      const types: string[] = [];
      for await (const event of await client.responses.create(ASK)) types.push(event.type);
      return types;
    };
    first.enqueue(stream([CREATED, delta(1, "Hello"), completed(2)]));
    expect(await read()).toEqual(["response.created", "response.output_text.delta", "response.completed"]);
    first.enqueue(stream([CREATED, delta(1, "Hello")], { then: "cut" }));
    await expect(read()).rejects.toMatchObject({ code: "stream_truncated" });
  });
});
