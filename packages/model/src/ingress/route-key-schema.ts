import { z } from "zod";
import { rule } from "../problem/rule.js";

/** Characters and length: ELB, ListenerRule (quoted by aws-cdk-lib 2.276, 2026-11). */
const isPathPattern = (path: string): boolean => path.length <= 128 && /^\/[A-Za-z0-9_\-.$/~"'@:+&*?]*$/u.test(path);

/** Host conditions take names with `*` and `?`, at most 128 characters (the same guide, "Host conditions"). */
const isHostPattern = (host: string): boolean => host.length <= 128 && /^[a-z0-9*?.-]+\.[a-z0-9*?.-]+$/u.test(host);

/** A route's key, taken apart. */
export interface RouteKey {
  /** `null`: the environment's domain, or any host where there is none. */
  readonly host: string | null;
  readonly path: string;
}

/** Takes `/v1/*` or `admin.example.com/*` apart. */
export function parseRouteKey(key: string): RouteKey {
  const slash = key.indexOf("/");
  if (slash === -1) return { host: key, path: "/*" };
  return { host: slash === 0 ? null : key.slice(0, slash), path: key.slice(slash) };
}

const pathProblem = (path: string) => ({
  code: "InvalidPathPattern",
  message: `"${path}" is not a path pattern that a load balancer takes.`,
  fix: "Start with a slash and use at most 128 letters, digits, * and ? and the characters _-.$/~\"'@:+&.",
});

/** A path pattern of a load balancer's rule. */
export const pathPatternSchema = z.string().check(rule(isPathPattern, pathProblem));

/** The key of a route. */
export const routeKeySchema = z.string().check(
  rule(
    (key) => key.includes("/"),
    (key) => ({
      code: "InvalidRoute",
      message: `The route "${key}" has no path.`,
      fix: `Write "/${key}" for a path, or "${key}/*" for everything on a host.`,
    }),
  ),
  rule((key) => isPathPattern(parseRouteKey(key).path), pathProblem),
  rule(
    (key) => {
      const { host } = parseRouteKey(key);
      return !key.includes("/") || host === null || isHostPattern(host);
    },
    (key) => ({
      code: "InvalidHostPattern",
      message: `"${key}" does not start with a host that a load balancer takes.`,
      fix: 'Write the host in small letters before the path, e.g. "admin.example.com/*".',
    }),
  ),
);
