import { readFile, readdir } from "node:fs/promises";
import type { FastifyInstance, FastifyReply } from "fastify";
import { StartupError } from "../errors/startup-error.js";
import { PAGE_CSS } from "./page-css.js";
import { PAGE_HTML } from "./page-html.js";

export interface AdminPageOptions {
  /** Host name (without a port) under which alone the page is shown; `null`: this listener is the admin's own. */
  readonly host: string | null;
  /** Folder of the page's compiled modules. */
  readonly modules?: URL;
}

/**
 * Nothing from elsewhere, nothing inline, no frame around it, and no form that goes anywhere: a script that somebody
 * smuggled in would have no way to run, nor to tell what it saw.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** Serves the admin page at `/`. It speaks to the management API of the same origin, at `/manage`. */
export async function adminPage(app: FastifyInstance, { host, modules = MODULES }: AdminPageOptions): Promise<void> {
  const files = new Map([
    ["/", { type: "text/html; charset=utf-8", text: PAGE_HTML }],
    ["/admin/style.css", { type: "text/css; charset=utf-8", text: PAGE_CSS }],
  ]);
  for (const [name, text] of await readModules(modules)) {
    files.set(`/admin/${name}`, { type: "text/javascript; charset=utf-8", text });
  }
  for (const [url, { type, text }] of files) {
    app.get(url, host === null ? {} : { constraints: { host: hostPattern(host) } }, (_request, reply) =>
      secured(reply).type(type).send(text),
    );
  }
}

const MODULES = new URL("./page/", import.meta.url);

async function readModules(folder: URL): Promise<[string, string][]> {
  const names = await readdir(folder).catch(() => []);
  const modules = names.filter((name) => name.endsWith(".js"));
  if (modules.length === 0) {
    throw new StartupError("The admin page has not been built. Run `npm run build` in the gateway's folder.");
  }
  return Promise.all(
    modules.map(async (name): Promise<[string, string]> => [name, await readFile(new URL(name, folder), "utf8")]),
  );
}

/** Whatever port the request names. */
const hostPattern = (host: string): RegExp => new RegExp(`^${host.replaceAll(/[^\w-]/gu, "\\$&")}(:\\d+)?$`, "iu");

const secured = (reply: FastifyReply): FastifyReply =>
  reply.headers({
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-cache",
  });
