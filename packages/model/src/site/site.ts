import { findDeclarationSite } from "../part/declaration-site.js";
import { makePart, type Part } from "../part/part.js";

export interface SiteOptions {
  /** Folder of the built files, relative to the configuration file, e.g. `../web/dist`. It holds `index.html`. */
  readonly folder: string;
  /**
   * What is answered where there is no file. `"spa"` (default): a path without a dot in its last part gets `index.html`, as an
   * app that routes in the browser expects; a file that is missing is a 404 all the same. Otherwise a page of the folder, e.g.
   * `"404.html"`, which comes with status 404.
   */
  readonly notFound?: string | undefined;
  /**
   * Folders whose files have a hash of their content in their names, so that browsers may keep them for a year. Default those of
   * the common build tools: `_app/immutable`, `_astro`, `_next/static` and `assets`. All else is asked for anew each time.
   */
  readonly immutable?: readonly string[] | undefined;
  /** The `Content-Security-Policy` header; default none, because only the author knows what the page loads. */
  readonly contentSecurityPolicy?: string | undefined;
  /**
   * The host of a site that no route of the ingress leads to. Default the environment's domain where there is no ingress; without
   * a domain CloudFront's own name.
   */
  readonly host?: string | undefined;
}

/** Static files behind CloudFront. */
export type Site = Part<"site">;

/** Declares static files, such as the web client of an app: a private bucket behind CloudFront. */
export function site(name: string, options: SiteOptions): Site {
  return makePart({ kind: "site", name, options, source: findDeclarationSite(site) });
}
