import type { StandaloneSite } from "../cdn/resolve-cdn.js";
import { routeTarget } from "../ingress/resolve-ingress.js";
import type { Described, DescribedApp } from "../app/described-app.js";
import type { ResolvedSite } from "./resolved-site.js";

/** Where SvelteKit, Astro, Next.js (export) and Vite put what they name by its content (their documentation, assumed as of 2025). */
const HASHED_FOLDERS = ["_app/immutable", "_astro", "_next/static", "assets"] as const;

/** Fills the gaps of a site. */
export const resolveSite = ({ name, options }: Described<"site">): ResolvedSite => ({
  name,
  folder: options.folder,
  // The web client of an LLM app is an app in the browser more often than not.
  notFound:
    options.notFound === undefined || options.notFound === "spa"
      ? { kind: "spa" }
      : { kind: "page", page: options.notFound },
  immutableFolders: [...new Set(options.immutable ?? HASHED_FOLDERS)].toSorted(),
  contentSecurityPolicy: options.contentSecurityPolicy ?? null,
});

/** The sites that no route leads to, each with its host. Without an ingress the domain is the only site's. */
export function standaloneSites({ ingress, sites }: DescribedApp, domainHost: string | null): StandaloneSite[] {
  const targets = Object.values(ingress?.options.routes ?? {}).map(routeTarget);
  const routed = new Set(targets.flatMap((target) => (target.kind === "site" ? [target.name] : [])));
  return sites
    .filter(({ name }) => !routed.has(name))
    .map(({ name, options }) => ({ name, host: options.host ?? (ingress === null ? domainHost : null) }));
}
