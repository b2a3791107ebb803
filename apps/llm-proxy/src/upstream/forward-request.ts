import type { CallTelemetry } from "../telemetry/telemetry.js";
import type { CallOutline } from "./call-outline.js";
import type { FormOutline } from "./form-outline.js";
import type { Hop } from "./upstream-settings.js";

/** An admitted call, ready for a provider. */
export interface ForwardRequest {
  readonly method: string;
  /** Path and query below `/v1`. */
  readonly path: string;
  readonly model: string | null;
  readonly isStream: boolean;
  readonly contentType: string | null;
  /** Flat list; only what may travel on. */
  readonly headers: readonly string[];
  readonly body: Buffer;
  /** `null`: the body is not JSON. */
  readonly outline: CallOutline | null;
  /** `null`: the body is no form, or none whose fields are certain. */
  readonly form: FormOutline | null;
  /** The answer is changed on its way and must not be piped. */
  readonly mustBeWhole: boolean;
  /** The key for a provider; `null`: the project may not use it. */
  readonly keyFor: (hop: Hop) => string | null;
  readonly telemetry: CallTelemetry;
}

/** What GenAI telemetry calls the operation. */
export function operationOf(path: string): string {
  if (path.startsWith("/chat/completions") || path.startsWith("/responses")) return "chat";
  if (path.startsWith("/completions")) return "text_completion";
  if (path.startsWith("/embeddings")) return "embeddings";
  return path.split(/[/?]/, 2)[1] ?? "unknown";
}

/** These streams end by `[DONE]`, a finish reason or a last event; without it they were cut. */
export const announcesEnd = (path: string): boolean =>
  /^\/(?:chat\/completions|completions|responses)(?:$|\?)/.test(path);

/** Where `stream_options.include_usage` exists. */
export const knowsStreamUsage = (path: string): boolean => /^\/(?:chat\/)?completions(?:$|\?)/.test(path);
