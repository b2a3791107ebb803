import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Fault, UserError } from "@fairlead/errors";

/** A moto that answers. */
export interface MotoServer {
  readonly url: URL;
  /** Where it writes what it is asked, and why it fails. */
  readonly logFile: string;
  stop(): Promise<void>;
}

export interface MotoStart {
  readonly python: string;
  /** Twelve digits: the account that all belongs to. */
  readonly account: string;
  readonly logFolder: string;
}

/** A cold start reads thousands of files. */
const START_TIMEOUT_MS = 60_000;

/** Starts it on a free port of the loopback interface. It ends with this process, whatever ends that. */
export async function startMoto({ python, account, logFolder }: MotoStart): Promise<MotoServer> {
  const port = await freePort();
  const logFile = path.join(logFolder, "moto.log");
  const log = await open(logFile, "w");
  const server = spawn(python, ["-c", PROGRAM, String(port)], {
    stdio: ["pipe", log.fd, log.fd],
    env: { ...process.env, MOTO_ACCOUNT_ID: account, MOTO_PORT: String(port), PYTHONUNBUFFERED: "1" },
  });
  await log.close();
  const stop = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.ref();
    server.kill("SIGKILL");
    await once(server, "exit");
  };
  const url = new URL(`http://localhost:${port}`);
  try {
    await untilItAnswers(url, server, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  // It doesn't keep this process alive, whose end it notices by its standard input.
  server.unref();
  return { url, logFile, stop };
}

/** Ends when its standard input is closed, as it is when whoever started it is gone. */
const PROGRAM = `
import os, sys, threading
def watch():
    sys.stdin.read()
    os._exit(0)
threading.Thread(target=watch, daemon=True).start()
from moto.server import main
main(["-H", "127.0.0.1", "-p", sys.argv[1]])
`;

async function untilItAnswers(url: URL, server: ChildProcess, logFile: string): Promise<void> {
  const deadline = AbortSignal.timeout(START_TIMEOUT_MS);
  while (!deadline.aborted && server.exitCode === null) {
    const answers = await fetch(new URL("/moto-api/", url), { signal: deadline }).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await wait(50);
  }
  throw UserError.of("EmulatorNotStarted", {
    message: "moto's server did not start.",
    fix: `See ${logFile}; delete the folder of moto to have it installed anew.`,
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Fault("NoPort", "The system gave no free TCP port.");
  return address.port;
}
