import { describe, expect, it } from "vitest";
import { MessagesStream } from "./messages-stream.js";
import { fromMessagesAnswer } from "./messages-answer.js";
import { toMessagesRequest } from "./messages-request.js";

const parsed = (bytes: Buffer): unknown => JSON.parse(bytes.toString());

const USER = { role: "user", content: "Where?" };

describe("a call for Anthropic", () => {
  it("carries a whole conversation with tools and an image", () => {
    const request = {
      model: "m",
      messages: [
        { role: "developer", content: [{ type: "text", text: "Be brief." }] },
        {
          role: "user",
          content: [
            { type: "text", text: "Look:" },
            { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
          ],
        },
        {
          role: "assistant",
          content: null,
          tool_calls: [
            { id: "a", type: "function", function: { name: "weather", arguments: '{"city":"Oslo"}' } },
            { id: "b", type: "function", function: { name: "time", arguments: "" } },
          ],
        },
        { role: "tool", tool_call_id: "a", content: "Rain." },
        { role: "tool", tool_call_id: "b", content: "Noon." },
      ],
      tools: [
        { type: "function", function: { name: "weather", description: "Of a city.", parameters: { type: "object" } } },
      ],
      tool_choice: "required",
      parallel_tool_calls: false,
      stop: "END",
      temperature: 0.5,
      user: "u1",
      stream: true,
      n: 1,
      logprobs: null,
    };
    expect(toMessagesRequest(request, "claude")).toEqual({
      model: "claude",
      max_tokens: 4096,
      system: "Be brief.",
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Look:" },
            { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
          ],
        },
        {
          role: "assistant",
          content: [
            { type: "tool_use", id: "a", name: "weather", input: { city: "Oslo" } },
            { type: "tool_use", id: "b", name: "time", input: {} },
          ],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "a", content: "Rain." },
            { type: "tool_result", tool_use_id: "b", content: "Noon." },
          ],
        },
      ],
      tools: [{ name: "weather", description: "Of a city.", input_schema: { type: "object" } }],
      tool_choice: { type: "any", disable_parallel_tool_use: true },
      stop_sequences: ["END"],
      temperature: 0.5,
      metadata: { user_id: "u1" },
      stream: true,
    });
  });

  it.each([
    ["response_format", { response_format: { type: "json_schema", json_schema: {} } }],
    ["seed", { seed: 1 }],
    ["n", { n: 2 }],
    ["logprobs", { logprobs: true }],
    ["temperature", { temperature: 1.5 }],
    ["something_new", { something_new: true }],
    ["tools[0].function.strict", { tools: [{ type: "function", function: { name: "f", strict: true } }] }],
    ["messages[1]", { messages: [USER, { role: "system", content: "Late." }] }],
    ["messages[0].content[0]", { messages: [{ role: "user", content: [{ type: "input_audio" }] }] }],
    ["messages[0].name", { messages: [{ ...USER, name: "Ann" }] }],
    ["messages[0].role", { messages: [{ role: "function", content: "x" }] }],
  ])("is refused rather than stripped of %s", (param, fields) => {
    const translate = () => toMessagesRequest({ model: "m", messages: [USER], ...fields }, null);
    expect(translate).toThrow(expect.objectContaining({ status: 400, code: "unsupported_parameter", param }));
  });
});

describe("an answer of Anthropic", () => {
  it.each([
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["max_tokens", "length"],
    ["tool_use", "tool_calls"],
    ["refusal", "content_filter"],
  ])("that stopped by %s stopped by %s", (reason, expected) => {
    const body = fromMessagesAnswer(
      200,
      Buffer.from(JSON.stringify({ type: "message", content: [], stop_reason: reason })),
    );
    expect(JSON.parse(body.toString())).toMatchObject({
      choices: [{ finish_reason: expected, message: { content: null } }],
    });
  });

  it("keeps the list of models", () => {
    const models = {
      data: [{ type: "model", id: "claude", display_name: "Claude", created_at: "2025-09-29T00:00:00Z" }],
    };
    expect(JSON.parse(fromMessagesAnswer(200, Buffer.from(JSON.stringify(models))).toString())).toEqual({
      object: "list",
      data: [{ id: "claude", object: "model", created: 1_759_104_000, owned_by: "anthropic" }],
    });
  });

  it("hands an error within a stream on as an error", () => {
    const data = Buffer.from('{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}');
    expect(new MessagesStream().push("error", data).map((each) => parsed(each))).toEqual([
      { error: { message: "Overloaded", type: "overloaded_error", param: null, code: "overloaded_error" } },
    ]);
  });
});
