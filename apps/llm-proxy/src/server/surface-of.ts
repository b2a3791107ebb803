import type { Surface } from "../config/server-settings.js";

/** `live` is served everywhere: whoever starts the process must be able to ask whether it runs. */
export type Place = Surface | "live";

/** @param target as in the request line: path and query. */
export function surfaceOf(target: string): Place {
  const path = pathOf(target);
  // First, as nearly every request is one.
  if (path.startsWith("/v1/") || path === "/v1") return "data";
  if (path === "/live") return "live";
  if (path === "/ready" || path === "/health") return "health";
  if (path === "/metrics" || path === "/metrics/prometheus") return "metrics";
  if (path === "/manage" || path.startsWith("/manage/")) return "management";
  return "admin";
}

export function pathOf(target: string): string {
  const query = target.indexOf("?");
  return query === -1 ? target : target.slice(0, query);
}
