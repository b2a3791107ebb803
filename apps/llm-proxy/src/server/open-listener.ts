import { once } from "node:events";
import type { Server } from "node:http";
import type { ListenAddress } from "../config/parsers.js";
import { StartupError } from "../errors/startup-error.js";

/** @throws StartupError that says what holds the port. */
export async function listen(server: Server, address: ListenAddress): Promise<ListenAddress> {
  const failed = Promise.withResolvers<never>();
  const fail = (error: NodeJS.ErrnoException): void => {
    failed.reject(cannotListen(address, error));
  };
  server.once("error", fail);
  server.listen({ host: address.host, port: address.port, backlog: 1024 });
  await Promise.race([once(server, "listening"), failed.promise]);
  server.off("error", fail);
  const bound = server.address();
  return typeof bound === "object" && bound !== null ? { host: bound.address, port: bound.port } : address;
}

function cannotListen({ host, port }: ListenAddress, error: NodeJS.ErrnoException): StartupError {
  const place = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  if (error.code === "EADDRINUSE") {
    return new StartupError(`Can't listen on ${place}: the port is in use. Set LISTEN_ADDR or PORT to a free one.`);
  }
  if (error.code === "EACCES") {
    return new StartupError(`Can't listen on ${place}: it needs privileges. Use a port from 1024 up.`);
  }
  return new StartupError(`Can't listen on ${place}: ${error.code ?? error.message}.`);
}
