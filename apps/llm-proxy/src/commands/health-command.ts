import { get } from "node:http";
import type { Environment } from "../config/environment.js";
import { StartupError } from "../errors/startup-error.js";

const TIMEOUT_MS = 2000;

/**
 * A container's health check without a shell: asks `/live` of the own process.
 * @param port text of the second argument; absent: the port that the server listens on.
 * @returns 0: it answers 200.
 */
export function healthCommand(environment: Environment, port: string | undefined): Promise<number> {
  const { PORT, LISTEN_ADDR } = environment;
  return askLive(reachable(LISTEN_ADDR.host), port === undefined ? (PORT ?? LISTEN_ADDR.port) : portOf(port));
}

function askLive(host: string, port: number): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const fail = (why: string): void => {
    // Container platforms keep what a failed check wrote.
    process.stderr.write(`Port ${port} of ${host} does not answer GET /live with 200: ${why}\n`);
    resolve(1);
  };
  const request = get({ host, port, path: "/live", timeout: TIMEOUT_MS, agent: false }, (response) => {
    response.resume();
    if (response.statusCode === 200) resolve(0);
    else fail(`it answers ${response.statusCode ?? "nothing"}.`);
  });
  request.on("timeout", () => request.destroy(new StartupError(`nothing came for ${TIMEOUT_MS} ms.`)));
  request.on("error", (error) => {
    fail(error.message);
  });
  return promise;
}

/** Nobody connects to "every address". */
const reachable = (host: string): string => (["", "::", "0.0.0.0"].includes(host) ? "127.0.0.1" : host);

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new StartupError(`"${text}" is no port. Give a number from 1 to 65535, e.g. "health 8082" for the dispatcher.`);
}
