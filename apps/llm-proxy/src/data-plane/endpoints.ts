import { matchesPattern } from "../upstream/model-map.js";

export interface Endpoint {
  /** Path with `*`, below `/v1` included. */
  readonly pattern: string;
  readonly methods: readonly string[];
}

/** What OpenAI-compatible providers serve without state of their own on the project; files, threads and batches are left out, since keys are shared. */
export const ENDPOINTS: readonly Endpoint[] = [
  { pattern: "/v1/chat/completions", methods: ["POST"] },
  { pattern: "/v1/completions", methods: ["POST"] },
  { pattern: "/v1/responses", methods: ["POST"] },
  { pattern: "/v1/embeddings", methods: ["POST"] },
  { pattern: "/v1/moderations", methods: ["POST"] },
  { pattern: "/v1/models", methods: ["GET"] },
  { pattern: "/v1/models/*", methods: ["GET"] },
  { pattern: "/v1/images/*", methods: ["POST"] },
  { pattern: "/v1/audio/*", methods: ["POST"] },
];

export type Route =
  | { readonly kind: "known"; readonly path: string }
  | { readonly kind: "unknown" }
  | { readonly kind: "wrong-method"; readonly allowed: readonly string[] };

/** @param url Path and query, as they came. */
export function routeOf(method: string, url: string, endpoints: readonly Endpoint[]): Route {
  const query = url.indexOf("?");
  const path = query < 0 ? url : url.slice(0, query);
  // A provider might resolve what our patterns don't.
  if (SUSPICIOUS.test(path)) return { kind: "unknown" };
  const endpoint = endpoints.find(({ pattern }) => matchesPattern(pattern, path));
  if (endpoint === undefined) return { kind: "unknown" };
  return endpoint.methods.includes(method)
    ? { kind: "known", path }
    : { kind: "wrong-method", allowed: endpoint.methods };
}

const SUSPICIOUS = /\/\.|\/\/|\\|%2e|%2f|%5c|[^\x21-\x7e]/i;
