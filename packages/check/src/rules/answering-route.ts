import type { ResolvedIngress, ResolvedRoute } from "@fairlead/model";

/** As ALB compares: `*` stands for any number of characters, `?` for one; upper and lower case differ. */
function matchesPath(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(path);
}

/** The rule that answers a request to a host, seen from an address that no rule names. */
export const answeringRoute = (
  ingress: ResolvedIngress,
  host: string | null,
  path: string,
): ResolvedRoute | undefined =>
  [...ingress.routes]
    .sort((a, b) => a.priority - b.priority)
    .find(
      (route) =>
        (route.host === null || route.host === host) && route.sourceCidrs.length === 0 && matchesPath(route.path, path),
    );
