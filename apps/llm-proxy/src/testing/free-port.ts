import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * A port below those that the system gives to clients. From among these it could give the very port to a client while
 * the server is stopped, even to one that tries to reach this server and then speaks to itself.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once("error", () => {
    resolve(false);
  });
  server.listen(port, "127.0.0.1", () => {
    server.close(() => {
      resolve(true);
    });
  });
  return promise;
}
