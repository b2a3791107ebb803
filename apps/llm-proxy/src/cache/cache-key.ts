import { createHash, hash } from "node:crypto";
import type { CacheableRequest } from "./response-cache.js";

/**
 * Key of whatever may answer this request: apart for each project and each provider chain, so that neither another
 * customer's nor another upstream's answer can be replayed. Each part's length goes in before it, so that no two lists
 * of parts run into the same bytes.
 */
export const baseKey = (request: CacheableRequest): string =>
  digest([
    request.projectId,
    request.provider,
    request.method,
    normalizedUrl(request.url),
    // A body that was stored compressed must not reach a caller that can't read it, even where Vary is missing.
    headerText(request, "accept"),
    headerText(request, "accept-encoding"),
    hash("sha256", request.body, "base64url"),
  ]);

/** Key of the variant that a response's `Vary` chooses. */
export const variantKey = (base: string, request: CacheableRequest, names: readonly string[]): string =>
  digest([base, ...names.flatMap((name) => [name, headerText(request, name)])]);

/** Parameters in order of their names; their values' order stays, it may matter. */
export function normalizedUrl(url: string): string {
  const mark = url.indexOf("?");
  if (mark === -1) return url;
  const parameters = url.slice(mark + 1).split("&");
  const nameOf = (parameter: string): string => parameter.split("=", 1)[0] ?? "";
  const sorted = parameters.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
  return `${url.slice(0, mark)}?${sorted.join("&")}`;
}

function headerText(request: CacheableRequest, name: string): string {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : (value ?? "");
}

function digest(parts: readonly string[]): string {
  const sha = createHash("sha256");
  for (const part of parts) sha.update(`${Buffer.byteLength(part)}:`).update(part);
  return sha.digest("base64url");
}
