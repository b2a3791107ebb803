import { field, textField } from "../../upstream/json-value.js";
import { refuse } from "./refuse.js";

export function toTools(tools: readonly unknown[] | null): unknown[] | null {
  if (tools === null || tools.length === 0) return null;
  return tools.map((tool, index) => toTool(tool, `tools[${index}]`));
}

function toTool(tool: unknown, path: string): unknown {
  const target = field(tool, "function");
  const name = textField(target, "name");
  if (textField(tool, "type") !== "function" || name === null) throw refuse(path);
  if (field(target, "strict") === true) throw refuse(`${path}.function.strict`);
  const description = textField(target, "description");
  return {
    name,
    ...(description === null ? {} : { description }),
    input_schema: field(target, "parameters") ?? { type: "object", properties: {} },
  };
}

/** `parallel_tool_calls: false` lives in the choice at Anthropic. */
export function toToolChoice(request: unknown): unknown {
  const choice = field(request, "tool_choice") ?? null;
  const isSerial = field(request, "parallel_tool_calls") === false;
  if (choice === null) return isSerial && field(request, "tools") !== undefined ? { type: "auto", ...SERIAL } : null;
  if (choice === "none") return { type: "none" };
  return { ...namedChoice(choice), ...(isSerial ? SERIAL : {}) };
}

const SERIAL = { disable_parallel_tool_use: true } as const;

function namedChoice(choice: unknown): Record<string, unknown> {
  if (choice === "auto") return { type: "auto" };
  if (choice === "required") return { type: "any" };
  const name = textField(field(choice, "function"), "name");
  if (textField(choice, "type") !== "function" || name === null) throw refuse("tool_choice");
  return { type: "tool", name };
}
