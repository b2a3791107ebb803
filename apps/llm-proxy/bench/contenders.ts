import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { freePort, type RunningProcess, startProcess } from "./child-process.js";
import type { Installation } from "./installation.js";
import { startNginx } from "./upstreams.js";

export const CONTENDER_NAMES = ["ours", "bare", "nginx", "fastify", "portkey"] as const;
export type ContenderName = (typeof CONTENDER_NAMES)[number];

export interface Contender {
  readonly title: string;
  /** What a caller sends beside the body. */
  headers(upstream: string): Readonly<Record<string, string>>;
  start(upstream: string): Promise<RunningProcess>;
}

export interface ContenderPlace {
  readonly core: number;
  readonly folder: string;
  readonly installation: Installation;
  /** Flags of Node.js for our own process. */
  readonly extraFlags: readonly string[];
}

export function createContenders(place: ContenderPlace): Record<ContenderName, Contender> {
  const { token } = place.installation;
  const callerHeaders = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const headers = (): Readonly<Record<string, string>> => callerHeaders;
  const portkeyHeaders = (upstream: string): Readonly<Record<string, string>> => ({
    ...callerHeaders,
    "x-portkey-provider": "openai",
    "x-portkey-custom-host": `${upstream}/v1`,
  });
  return {
    ours: {
      title: "LLM Proxy, all of it on",
      headers,
      start: (upstream) => place.installation.start({ core: place.core, upstream, extraFlags: place.extraFlags }),
    },
    bare: {
      title: "bare node:http and undici",
      headers,
      start: (upstream) => startNode(place, "bare", [join(import.meta.dirname, "bare-gate.ts"), upstream, token]),
    },
    nginx: { title: "nginx, the limit", headers, start: (upstream) => startNginxProxy(place, "nginx", upstream) },
    fastify: {
      title: "@fastify/http-proxy 11.6.3",
      headers,
      start: (upstream) => startNode(place, "fastify", [join(installContenders(), "fastify-proxy.js"), upstream]),
    },
    portkey: {
      title: "@portkey-ai/gateway 1.15.2",
      headers: portkeyHeaders,
      start: () => startPortkey(place),
    },
  };
}

/** @param module with its arguments; the port is put in before them. */
async function startNode(
  place: ContenderPlace,
  name: ContenderName,
  module: readonly string[],
): Promise<RunningProcess> {
  const port = await freePort();
  const [file = "", ...args] = module;
  return startProcess({
    command: [process.execPath, file, String(port), ...args],
    env: { NODE_NO_WARNINGS: "1" },
    core: place.core,
    port,
    readyPath: "/",
    logFile: join(place.folder, `${name}.log`),
  });
}

async function startPortkey({ core, folder }: ContenderPlace): Promise<RunningProcess> {
  const port = await freePort();
  const main = join(installContenders(), "node_modules", "@portkey-ai", "gateway", "build", "start-server.js");
  return startProcess({
    command: [process.execPath, main, "--headless", `--port=${port}`],
    core,
    port,
    readyPath: "/",
    logFile: join(folder, "portkey.log"),
  });
}

/** The provider's key put in, everything else passed on: no authentication, no limits, no count. */
export async function startNginxProxy(
  { core, folder }: Pick<ContenderPlace, "core" | "folder">,
  name: string,
  upstream: string,
): Promise<RunningProcess> {
  const port = await freePort();
  const server = `listen 127.0.0.1:${port} backlog=2048;
      location = / { return 204; }
      location / {
        proxy_pass http://provider;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Authorization "Bearer key-of-the-provider";
        proxy_buffering off;
      }`;
  const provider = `upstream provider { server ${new URL(upstream).host}; keepalive 1024; keepalive_requests 100000000; }`;
  return startNginx({ folder, name, port, core, server, upstream: provider });
}

const MANIFESTS = join(import.meta.dirname, "contenders");
const KEPT = join(import.meta.dirname, "..", ".bench");

/** Once for each state of their lock file; no package's script runs. @returns The folder that holds them. */
function installContenders(): string {
  const lock = readFileSync(join(MANIFESTS, "package-lock.json"));
  const folder = join(KEPT, `contenders-${createHash("sha256").update(lock).digest("hex").slice(0, 12)}`);
  if (!existsSync(join(folder, "node_modules"))) {
    rmSync(KEPT, { recursive: true, force: true });
    mkdirSync(KEPT, { recursive: true });
    cpSync(MANIFESTS, folder, { recursive: true });
    process.stderr.write("Installing the other gateways, once …\n");
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  cpSync(MANIFESTS, folder, { recursive: true });
  return folder;
}
