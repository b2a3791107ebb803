import { connect, createServer, type Socket } from "node:net";
import { once } from "node:events";

/** Passes bytes on to a port of the loopback until it is told to swallow them, as a network does that lost its way. */
export interface HangingProxy extends AsyncDisposable {
  readonly port: number;
  hang(): void;
  /** New connections pass again; those that hung stay dead. */
  recover(): void;
}

export async function startHangingProxy(targetPort: number): Promise<HangingProxy> {
  const sockets = new Set<Socket>();
  let hangs = false;
  const server = createServer((caller) => {
    const target = connect(targetPort, "127.0.0.1");
    for (const [from, to] of [
      [caller, target],
      [target, caller],
    ] as const) {
      sockets.add(from);
      let isDead = hangs;
      from.on("data", (chunk: Buffer) => {
        isDead ||= hangs;
        if (!isDead) to.write(chunk);
      });
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    hang: () => {
      hangs = true;
    },
    recover: () => {
      hangs = false;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
