import type { Server } from "node:http";
import { Server as HttpsServer } from "node:https";

/** Listens on a free port of the loopback; `close` drops whatever connection is still open. */
export async function listenOnLoopback(
  server: Server | HttpsServer,
): Promise<{ origin: string; close: () => Promise<void> }> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    origin: `${server instanceof HttpsServer ? "https" : "http"}://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
