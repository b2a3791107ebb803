import { parseJson } from "../../upstream/body-outline.js";
import { field, isRecord, numberField, textField } from "../../upstream/json-value.js";
import type { StreamTranslation } from "../provider.js";
import { toError, toFinishReason, toUsage } from "./messages-answer.js";

/** Events of a `/v1/messages` stream as chat completion chunks. A broken event is handed on as it is, and is found out there. */
export class MessagesStream implements StreamTranslation {
  #id = "";
  #model = "";
  #usage: Record<string, unknown> = {};
  /** OpenAI numbers tool calls among themselves, Anthropic numbers all blocks. */
  readonly #toolIndexes = new Map<number, number>();

  push(eventName: string | null, data: Buffer): Buffer[] {
    const event = parseJson(data.toString());
    if (!isRecord(event)) return [data];
    switch (textField(event, "type") ?? eventName ?? "") {
      case "message_start":
        return this.#start(field(event, "message"));
      case "content_block_start":
        return this.#startBlock(event);
      case "content_block_delta":
        return this.#delta(event);
      case "message_delta":
        return this.#finish(event);
      case "message_stop":
        return [this.#chunk([], toUsage(this.#usage)), DONE];
      case "error":
        return [toBuffer(toError(event, null))];
      default:
        // `ping`, `content_block_stop` and events yet to come: the rules of the stream say to ignore them.
        return [];
    }
  }

  end(): Buffer[] {
    return [];
  }

  #start(message: unknown): Buffer[] {
    this.#id = textField(message, "id") ?? "";
    this.#model = textField(message, "model") ?? "";
    this.#addUsage(field(message, "usage"));
    return [this.#choice({ role: "assistant", content: "" })];
  }

  #startBlock(event: Record<string, unknown>): Buffer[] {
    const block = field(event, "content_block");
    if (textField(block, "type") !== "tool_use") return [];
    const index = this.#toolIndexes.size;
    this.#toolIndexes.set(numberField(event, "index") ?? 0, index);
    const target = { name: textField(block, "name"), arguments: "" };
    return [this.#choice({ tool_calls: [{ index, id: textField(block, "id"), type: "function", function: target }] })];
  }

  #delta(event: Record<string, unknown>): Buffer[] {
    const delta = field(event, "delta");
    switch (textField(delta, "type") ?? "") {
      case "text_delta":
        return [this.#choice({ content: textField(delta, "text") ?? "" })];
      case "thinking_delta":
        return [this.#choice({ reasoning_content: textField(delta, "thinking") ?? "" })];
      case "input_json_delta": {
        const index = this.#toolIndexes.get(numberField(event, "index") ?? 0) ?? 0;
        const target = { arguments: textField(delta, "partial_json") ?? "" };
        return [this.#choice({ tool_calls: [{ index, function: target }] })];
      }
      default:
        return [];
    }
  }

  #finish(event: Record<string, unknown>): Buffer[] {
    this.#addUsage(field(event, "usage"));
    const reason = textField(field(event, "delta"), "stop_reason");
    if (reason === null) return [];
    return [this.#chunk([{ index: 0, delta: {}, finish_reason: toFinishReason(reason) }])];
  }

  /** Later figures are totals and replace the earlier ones. */
  #addUsage(usage: unknown): void {
    if (isRecord(usage))
      for (const [name, value] of Object.entries(usage)) if (typeof value === "number") this.#usage[name] = value;
  }

  #choice(delta: Record<string, unknown>): Buffer {
    return this.#chunk([{ index: 0, delta, finish_reason: null }]);
  }

  #chunk(choices: readonly unknown[], usage?: unknown): Buffer {
    const head = { id: this.#id, object: "chat.completion.chunk", created: 0, model: this.#model };
    return toBuffer(usage === undefined ? { ...head, choices } : { ...head, choices, usage });
  }
}

const DONE = Buffer.from("[DONE]");

const toBuffer = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
