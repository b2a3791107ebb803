import { parseJson } from "../../upstream/body-outline.js";
import { field, isRecord, listField, textField } from "../../upstream/json-value.js";
import { refuse } from "./refuse.js";

type Block = Readonly<Record<string, unknown>>;
interface Message {
  readonly role: "user" | "assistant";
  readonly content: Block[];
}

/** OpenAI's messages as Anthropic's: leading system messages apart, tool results as blocks of the user's next turn. */
export function toMessages(messages: readonly unknown[]): { system: string | null; messages: Message[] } {
  const system: string[] = [];
  const turns: Message[] = [];
  for (const [index, message] of messages.entries()) {
    const path = `messages[${index}]`;
    checkFields(message, path);
    const role = textField(message, "role") ?? "";
    if (role === "system" || role === "developer") {
      if (turns.length > 0)
        throw refuse(path, "is a system message after the conversation began; Anthropic knows only leading ones");
      system.push(plainText(field(message, "content"), `${path}.content`));
    } else add(turns, toTurn(role, message, path));
  }
  return { system: system.length === 0 ? null : system.join("\n\n"), messages: turns };
}

/** Anthropic joins turns of one role anyway; several tool results must come in one. */
function add(turns: Message[], turn: Message): void {
  const last = turns.at(-1);
  if (last?.role === turn.role) last.content.push(...turn.content);
  else turns.push(turn);
}

function toTurn(role: string, message: unknown, path: string): Message {
  switch (role) {
    case "user":
      return { role: "user", content: toBlocks(field(message, "content"), `${path}.content`) };
    case "assistant":
      return { role: "assistant", content: assistantBlocks(message, path) };
    case "tool":
      return { role: "user", content: [toolResult(message, path)] };
    default:
      throw refuse(`${path}.role`);
  }
}

const FIELDS: ReadonlySet<string> = new Set(["role", "content", "tool_calls", "tool_call_id"]);

function checkFields(message: unknown, path: string): void {
  if (!isRecord(message)) throw refuse(path, "must be an object");
  for (const [name, value] of Object.entries(message))
    if (!FIELDS.has(name) && value !== null && !(Array.isArray(value) && value.length === 0))
      throw refuse(`${path}.${name}`);
}

const toolResult = (message: unknown, path: string): Block => ({
  type: "tool_result",
  tool_use_id: textField(message, "tool_call_id") ?? "",
  content: plainText(field(message, "content"), `${path}.content`),
});

function assistantBlocks(message: unknown, path: string): Block[] {
  const content = field(message, "content");
  const blocks =
    content === null || content === undefined || content === "" ? [] : toBlocks(content, `${path}.content`);
  for (const [index, call] of (listField(message, "tool_calls") ?? []).entries())
    blocks.push(toolUse(call, `${path}.tool_calls[${index}]`));
  return blocks;
}

function toolUse(call: unknown, path: string): Block {
  const target = field(call, "function");
  const text = textField(target, "arguments") ?? "";
  const input = text === "" ? {} : parseJson(text);
  if (!isRecord(input)) throw refuse(`${path}.function.arguments`, "must hold a JSON object");
  return { type: "tool_use", id: textField(call, "id") ?? "", name: textField(target, "name") ?? "", input };
}

function toBlocks(content: unknown, path: string): Block[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  if (!Array.isArray(content)) throw refuse(path, "must be a string or a list of parts");
  return content.map((part, index) => toBlock(part, `${path}[${index}]`));
}

function toBlock(part: unknown, path: string): Block {
  const type = textField(part, "type");
  const text = textField(part, "text");
  if (type === "text" && text !== null) return { type: "text", text };
  const url = textField(field(part, "image_url"), "url");
  if (type === "image_url" && url !== null) return { type: "image", source: imageSource(url, path) };
  throw refuse(path);
}

const DATA_URL = /^data:(image\/(?:png|jpeg|gif|webp));base64,/;

function imageSource(url: string, path: string): Block {
  const mediaType = DATA_URL.exec(url)?.[1];
  if (mediaType !== undefined) return { type: "base64", media_type: mediaType, data: url.slice(url.indexOf(",") + 1) };
  if (url.startsWith("https://")) return { type: "url", url };
  throw refuse(`${path}.image_url.url`);
}

function plainText(content: unknown, path: string): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) throw refuse(path, "must be a string or a list of text parts");
  return content
    .map((part, index) => {
      const text = textField(part, "text");
      if (textField(part, "type") !== "text" || text === null) throw refuse(`${path}[${index}]`);
      return text;
    })
    .join("");
}
