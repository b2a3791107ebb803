import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  answer,
  chatStream,
  contentFrame,
  errorAnswer,
  frame,
  roleFrame,
  startScriptedUpstream,
  stream,
  type ScriptedUpstream,
} from "../testing/scripted-upstream.js";
import { hops, startDataPlane, TEST_TOKEN, type DataPlaneFixture } from "../testing/data-plane-fixture.js";

let upstream: ScriptedUpstream;
let fixture: DataPlaneFixture;
beforeAll(async () => {
  upstream = await startScriptedUpstream();
  fixture = await startDataPlane({ chain: hops(upstream.origin) });
});
beforeEach(() => {
  upstream.reset();
});
afterAll(async () => {
  await fixture[Symbol.asyncDispose]();
  await upstream.close();
});

const client = (maxRetries = 0, apiKey = TEST_TOKEN) =>
  new OpenAI({ apiKey, baseURL: `${fixture.origin}/v1`, maxRetries });

const ASK: OpenAI.ChatCompletionCreateParamsNonStreaming = {
  model: "test-model",
  messages: [{ role: "user", content: "Hello" }],
};

it("gets a completion", async () => {
  const completion = await client().chat.completions.create(ASK);
  expect(completion.choices[0]?.message.content).toBe("Hello.");
  expect(completion._request_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
});

it("gets a stream, with usage when it asks for it", async () => {
  upstream.otherwise(() => stream(chatStream(["one", " two"])));
  const read = async (wantsUsage: boolean): Promise<unknown> => {
    const chunks = await client().chat.completions.create({
      ...ASK,
      stream: true,
      ...(wantsUsage ? { stream_options: { include_usage: true } } : {}),
    });
    let text = "";
    let totalTokens: number | null = null;
    for await (const chunk of chunks) {
      text += chunk.choices[0]?.delta.content ?? "";
      totalTokens = chunk.usage?.total_tokens ?? totalTokens;
    }
    return [text, totalTokens];
  };
  expect([await read(true), await read(false)]).toEqual([
    ["one two", 11],
    ["one two", null],
  ]);
});

it("gets tool calls, in pieces too", async () => {
  const delta = (tool: unknown) =>
    frame({
      id: "c",
      object: "chat.completion.chunk",
      created: 1,
      model: "m",
      choices: [{ index: 0, delta: { tool_calls: [tool] }, finish_reason: null }],
    });
  const end = frame({
    id: "c",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta: {}, finish_reason: "tool_calls" }],
  });
  upstream.enqueue(
    stream([
      roleFrame(),
      delta({ index: 0, id: "call_1", type: "function", function: { name: "weather", arguments: "" } }),
      delta({ index: 0, function: { arguments: '{"city":' } }),
      delta({ index: 0, function: { arguments: '"Oslo"}' } }),
      end,
      frame("[DONE]"),
    ]),
  );
  const tools = [{ type: "function" as const, function: { name: "weather", parameters: { type: "object" } } }];
  const completion = await client()
    .chat.completions.stream({ model: ASK.model, messages: ASK.messages, tools })
    .finalChatCompletion();
  expect(completion.choices[0]?.message.tool_calls).toMatchObject([
    { function: { name: "weather", arguments: '{"city":"Oslo"}' } },
  ]);
  expect(JSON.parse(upstream.requests[0]?.body.toString() ?? "")).toMatchObject({ tools });
});

it("gets errors as its own classes", async () => {
  await expect(client(0, "sk-wrong").chat.completions.create(ASK)).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
  upstream.enqueue(errorAnswer(400));
  await expect(client().chat.completions.create(ASK)).rejects.toMatchObject({ status: 400, type: "server_error" });
});

it("learns that a stream broke off", async () => {
  upstream.enqueue(stream([contentFrame("one")], { then: "cut" }));
  const chunks = await client().chat.completions.create({ ...ASK, stream: true });
  const read = async (): Promise<void> => {
    for await (const chunk of chunks) expect(chunk.choices).toHaveLength(1);
  };
  await expect(read()).rejects.toMatchObject({ code: "stream_truncated" });
});

it("retries by itself where that helps", async () => {
  upstream.enqueue(errorAnswer(500, { "retry-after-ms": "1" }));
  const completion = await client(1).chat.completions.create(ASK);
  expect([completion.choices.length, upstream.requests.length]).toEqual([1, 2]);
});

it("lists models", async () => {
  upstream.enqueue(answer(200, { object: "list", data: [{ id: "m", object: "model", created: 1, owned_by: "x" }] }));
  expect((await client().models.list()).data.map(({ id }) => id)).toEqual(["m"]);
});

it("waits as long as a limit asks for, and does not try again when a quota is used up", async () => {
  await using limited = await startDataPlane({ chain: hops(upstream.origin) });
  const limitedClient = new OpenAI({ apiKey: TEST_TOKEN, baseURL: `${limited.origin}/v1`, maxRetries: 2 });
  const state = { requests: null, tokens: null };
  const denied = { kind: "denied", dimension: "requests", state } as const;
  let asks = 0;
  limited.limiter.decide = () =>
    ++asks === 1 ? { ...denied, reason: "rate", retryAfterMs: 5 } : limited.limiter.admitted(null);
  expect((await limitedClient.chat.completions.create(ASK)).choices).toHaveLength(1);
  expect(asks).toBe(2);
  limited.limiter.decide = () => {
    asks++;
    return { ...denied, reason: "quota", retryAfterMs: null };
  };
  await expect(limitedClient.chat.completions.create(ASK)).rejects.toMatchObject({
    status: 429,
    code: "insufficient_quota",
  });
  expect(asks).toBe(3);
});

it("ends its call at the provider when it aborts", async () => {
  upstream.enqueue(stream([contentFrame("one")], { then: "stall" }));
  const chunks = await client().chat.completions.create({ ...ASK, stream: true });
  for await (const chunk of chunks) {
    expect(chunk.choices[0]?.delta.content).toBe("one");
    break;
  }
  await upstream.requests[0]?.aborted;
});

it("gets embeddings, whose numbers are sent as they came", async () => {
  const embedding = Buffer.from(Float32Array.of(0.5, -0.25).buffer).toString("base64");
  const data = [{ object: "embedding", index: 0, embedding }];
  upstream.enqueue(answer(200, { object: "list", model: "m", data, usage: { prompt_tokens: 2, total_tokens: 2 } }));
  const { data: got } = await client().embeddings.create({ model: "m", input: "Hello" });
  expect(got[0]?.embedding).toEqual([0.5, -0.25]);
});
