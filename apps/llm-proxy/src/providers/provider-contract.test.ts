import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AnswerStream } from "../upstream/answer-stream.js";
import { outlineCall } from "../upstream/call-outline.js";
import { readAnswerUsage } from "../upstream/read-usage.js";
import { anthropic } from "./anthropic/anthropic.js";
import { bedrock } from "./bedrock/bedrock.js";
import { google } from "./google/google.js";
import { groq } from "./groq/groq.js";
import { openai } from "./openai/openai.js";
import type { OpenAiCall, Provider } from "./provider.js";

const PROVIDERS: [string, Provider][] = [
  ["groq", groq()],
  ["openai", openai()],
  ["google", google()],
  ["anthropic", anthropic()],
  ["bedrock", bedrock({ region: "eu-central-1" })],
];

const answerShape = z.object({ status: z.number().optional(), answer: z.unknown() });
const streamShape = z.object({ frames: z.array(z.string()) });
const completionShape = z.object({
  object: z.literal("chat.completion"),
  model: z.string(),
  choices: z.array(
    z.object({
      finish_reason: z.string(),
      message: z.object({
        role: z.literal("assistant"),
        content: z.string().nullable(),
        tool_calls: z
          .array(z.object({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) }))
          .optional(),
      }),
    }),
  ),
});
const toolDelta = z.object({
  index: z.number(),
  id: z.string().optional(),
  function: z.object({ name: z.string().optional(), arguments: z.string() }),
});
const chunkShape = z.object({
  object: z.literal("chat.completion.chunk"),
  choices: z.array(
    z.object({
      finish_reason: z.string().nullable(),
      delta: z.object({ content: z.string().nullish(), tool_calls: z.array(toolDelta).optional() }),
    }),
  ),
});

const read = (provider: string, name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${provider}/fixtures/${name}.json`, import.meta.url), "utf8"));

const REQUEST = {
  model: "caller-name",
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content: "Where?" },
  ],
  max_tokens: 50,
};

const callOf = (request: unknown, changes: Partial<OpenAiCall> = {}): OpenAiCall => {
  const body = Buffer.from(JSON.stringify(request));
  return {
    method: "POST",
    path: "/chat/completions",
    model: "provider-name",
    isStream: false,
    contentType: "application/json",
    headers: [],
    body,
    outline: outlineCall(body),
    form: null,
    needsStreamUsage: false,
    ...changes,
  };
};

/** The stream as its caller gets it. */
function played(folder: string, provider: Provider, name: string) {
  const translation = provider.answers?.stream() ?? null;
  const stream = new AnswerStream({ translation, stripsUsage: true, announcesEnd: true });
  const { frames } = streamShape.parse(read(folder, name));
  const steps = [...frames.map((frame) => stream.push(Buffer.from(frame))), stream.end()];
  const payloads = steps.flatMap(({ bytes }) => bytes.map((each) => each.toString().replace(/^data: |\n\n$/g, "")));
  const chunks = payloads.slice(0, -1).map((payload) => chunkShape.parse(JSON.parse(payload)));
  return { stream, failure: steps.at(-1)?.failure, last: payloads.at(-1), chunks };
}

describe.each(PROVIDERS)("provider %s", (folder, provider) => {
  const translated = (name: string) => {
    const { status = 200, answer } = answerShape.parse(read(folder, name));
    const raw = Buffer.from(JSON.stringify(answer));
    return provider.answers?.body(status, raw) ?? raw;
  };

  it("asks for the provider's own model name, with the key and nothing else secret", async () => {
    const call = await provider.toUpstream(callOf(REQUEST), "the-key");
    expect(JSON.parse(call.body.toString())).toMatchObject({ model: "provider-name", max_tokens: 50 });
    expect(call.headers.join(" ")).toContain("the-key");
    expect(call.headers.length % 2).toBe(0);
    expect(call.path.startsWith(new URL(provider.baseUrl).pathname)).toBe(true);
  });

  it("gives a completion in OpenAI's shape", () => {
    const completion = completionShape.parse(JSON.parse(translated("completion").toString()));
    expect(completion.choices).toMatchObject([
      { finish_reason: "stop", message: { content: "Oslo is the capital of Norway." } },
    ]);
  });

  it("counts cached input tokens once", () => {
    expect(readAnswerUsage(translated("completion"))).toEqual({
      inputTokens: 100,
      outputTokens: 20,
      cachedInputTokens: 60,
    });
  });

  it("gives tool calls in OpenAI's shape", () => {
    const [choice] = completionShape.parse(JSON.parse(translated("tool-call").toString())).choices;
    expect([choice?.finish_reason, choice?.message.tool_calls]).toMatchObject([
      "tool_calls",
      [{ id: "call_7", function: { name: "weather", arguments: '{"city":"Oslo"}' } }],
    ]);
  });

  it("streams content, and tells usage once at its end", () => {
    const { stream, failure, last, chunks } = played(folder, provider, "stream");
    expect([failure, last, stream.isComplete, stream.contentFrames]).toEqual([null, "[DONE]", true, 2]);
    const choices = chunks.flatMap((chunk) => chunk.choices);
    expect(choices.map(({ delta }) => delta.content ?? "").join("")).toBe("Oslo it is.");
    expect(choices.map((choice) => choice.finish_reason).filter((reason) => reason !== null)).toEqual(["stop"]);
    expect(stream.usage).toEqual({ inputTokens: 100, outputTokens: 20, cachedInputTokens: 60 });
  });

  it("streams tool calls in pieces that join", () => {
    const { chunks, failure } = played(folder, provider, "tool-stream");
    const pieces = chunks.flatMap((chunk) => chunk.choices.flatMap(({ delta }) => delta.tool_calls ?? []));
    expect(failure).toBeNull();
    expect(pieces.map((piece) => piece.function.arguments).join("")).toBe('{"city":"Oslo"}');
    expect([pieces[0]?.id, pieces[0]?.function.name, pieces.every(({ index }) => index === 0)]).toEqual([
      "call_7",
      "weather",
      true,
    ]);
  });

  it("gives errors by OpenAI's envelope", () => {
    const shape = z.object({
      error: z.object({ message: z.string(), type: z.string(), param: z.null(), code: z.string() }),
    });
    expect(shape.safeParse(JSON.parse(translated("error").toString())).success).toBe(true);
  });

  it("knows a stream that was cut from one that ended", () => {
    const translation = provider.answers?.stream() ?? null;
    const stream = new AnswerStream({ translation, stripsUsage: true, announcesEnd: true });
    const { frames } = streamShape.parse(read(folder, "stream"));
    for (const frame of frames.slice(0, 3)) stream.push(Buffer.from(frame));
    expect(stream.end().failure).toEqual({ kind: "truncated", code: "no_end" });
  });
});
