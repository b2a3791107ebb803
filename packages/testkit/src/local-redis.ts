import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expectPresent, Fault } from "@fairlead/errors";
import { needProgram } from "./debian-program.js";
import { freePort } from "./free-port.js";

/** A Redis server of its own on this machine. */
export interface LocalRedis extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly password: string;
  /** PEM of the authority that signed the server's certificate; `null` without TLS. */
  readonly authority: string | null;
}

const PASSWORD = "password";

/** Starts an empty server that asks for a password; disposing of it ends the server and forgets what it held. */
export async function startLocalRedis({ tls = false }: { readonly tls?: boolean } = {}): Promise<LocalRedis> {
  const executable = await needProgram("redis-server", "redis-server");
  const folder = await mkdtemp(join(tmpdir(), "fairlead-redis-"));
  try {
    const authority = tls ? await makeCertificate(folder) : null;
    const port = await freePort();
    const listening = tls ? tlsFlags(folder, port) : ["--port", String(port)];
    const flags = [
      "--bind",
      "127.0.0.1",
      "--dir",
      folder,
      "--save",
      "",
      "--appendonly",
      "no",
      "--requirepass",
      PASSWORD,
    ];
    const server = spawn(executable, [...listening, ...flags], { stdio: ["ignore", "pipe", "ignore"] });
    await untilReady(server);
    return {
      host: "127.0.0.1",
      port,
      password: PASSWORD,
      authority,
      [Symbol.asyncDispose]: () => end(server, folder),
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

const tlsFlags = (folder: string, port: number): string[] => [
  ...["--port", "0", "--tls-port", String(port), "--tls-auth-clients", "no"],
  ...["--tls-cert-file", join(folder, "server.crt"), "--tls-key-file", join(folder, "server.key")],
  ...["--tls-ca-cert-file", join(folder, "server.crt")],
];

/** It signs itself, so it is its own authority. */
async function makeCertificate(folder: string): Promise<string> {
  await promisify(execFile)(await needProgram("openssl", "openssl"), [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
    ...["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"],
    ...["-keyout", join(folder, "server.key"), "-out", join(folder, "server.crt")],
  ]);
  return readFile(join(folder, "server.crt"), "utf8");
}

async function untilReady(server: ChildProcess): Promise<void> {
  const output = expectPresent(server.stdout, "The server's output");
  let text = "";
  await new Promise<void>((resolve, reject) => {
    output.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes("Ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => {
      reject(new Fault("RedisDidNotStart", `Redis ended before it was ready:\n${text}`));
    });
  });
}

async function end(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const exited = once(server, "exit");
    server.kill("SIGKILL");
    await exited;
  }
  await rm(folder, { recursive: true, force: true });
}
