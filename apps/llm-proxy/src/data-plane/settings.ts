import type { Endpoint } from "./endpoints.js";
import { ENDPOINTS } from "./endpoints.js";

export interface DataPlaneSettings {
  /** What exists at all; a token's policy can only narrow it. */
  readonly endpoints: readonly Endpoint[];
  readonly maxBodyBytes: number;
  /** Over all calls at once; beyond it, new bodies get 503. */
  readonly maxBufferedBytes: number;
  /** From the head of a request to the end of its body. */
  readonly bodyTimeoutMs: number;
  /** How long a caller may leave an answer unread. */
  readonly callerStallMs: number;
  /** Reserved where a call states no bound of its own. */
  readonly assumedOutputTokens: number;
  /** Origins, with `*`, whose pages may call; empty: none, as browsers have it without being told. */
  readonly corsOrigins: readonly string[];
  readonly cachesStreams: boolean;
  readonly maxCachedBytes: number;
}

export const DATA_PLANE_DEFAULTS: DataPlaneSettings = {
  endpoints: ENDPOINTS,
  /** OpenAI takes images up to 20 MB in a request. */
  maxBodyBytes: 20 * 1024 * 1024,
  /** A quarter of a 512 MiB task. */
  maxBufferedBytes: 128 * 1024 * 1024,
  /** 20 MiB at 3 Mbit/s take 56 s. */
  bodyTimeoutMs: 60_000,
  /** Longer than any healthy reader pauses; a dead one would hold its provider's connection. */
  callerStallMs: 120_000,
  /** The median answer of a chat is shorter; what was not used is given back. */
  assumedOutputTokens: 1024,
  /** A token in a page is everybody's; whoever wants that says for which pages. */
  corsOrigins: [],
  cachesStreams: false,
  /** As sofatutor/llm-proxy bounds its objects. */
  maxCachedBytes: 1024 * 1024,
};
