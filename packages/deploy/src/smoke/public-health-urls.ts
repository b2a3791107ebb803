import type { ResolvedApp, ResolvedRoute, ResolvedService } from "@fairlead/model";

/** An address that answers for a service. */
export interface HealthUrl {
  readonly service: string;
  readonly url: string;
}

const EVERYONE = "0.0.0.0/0";

/** An ALB path pattern: `*` is any text, `?` one character; capitals count (ELB, "Path conditions", read 2026-11). */
function matches(pattern: string, path: string): boolean {
  const literal = pattern.replaceAll(/[.+^${}()|[\]\\]/gu, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, "u").test(path);
}

/** Whether this machine may ask it, and is answered by the service itself. */
const isOpen = ({ action, host, sourceCidrs }: ResolvedRoute): boolean =>
  action.kind === "forward" && action.signIn === null && host?.includes("*") === false && sourceCidrs.length === 0;

function urlsOf({ name, targetHealth }: ResolvedService, { routes, tls }: NonNullable<ResolvedApp["ingress"]>) {
  if (targetHealth === null) return [];
  const hosts = [...new Set(routes.map(({ host }) => host))];
  return hosts.flatMap((host): readonly HealthUrl[] => {
    // They are sorted by priority: the first that matches is the one that answers.
    const route = routes.find((one) => one.host === host && matches(one.path, targetHealth.path));
    if (route?.action.kind !== "forward" || !isOpen(route) || route.action.service !== name) return [];
    return [{ service: name, url: `${tls === null ? "http" : "https"}://${host ?? ""}${targetHealth.path}` }];
  });
}

/** The health paths that anybody can ask: of services with a host, open to all, whose routes lead the path to them. */
export function publicHealthUrls({ ingress, services }: Pick<ResolvedApp, "ingress" | "services">) {
  if (!ingress?.allowedCidrs.includes(EVERYONE)) return [];
  return services.flatMap((service) => urlsOf(service, ingress));
}
