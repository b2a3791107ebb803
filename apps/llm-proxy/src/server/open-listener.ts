import { once } from "node:events";
import type { Server } from "node:http";
import type { ListenAddress } from "../config/parsers.js";
import { StartupError } from "../errors/startup-error.js";

/**
 * @param variable what to set to another port, for the message.
 * @throws StartupError that says why it can't listen there.
 */
export async function listen(
  server: Server,
  address: ListenAddress,
  variable = "LISTEN_ADDR or PORT",
): Promise<ListenAddress> {
  const failed = Promise.withResolvers<never>();
  const fail = (error: NodeJS.ErrnoException): void => {
    failed.reject(cannotListen(address, error, variable));
  };
  server.once("error", fail);
  // Without a host, Node takes every address, of IPv4 alone where the system has no IPv6.
  const host = address.host === "::" ? {} : { host: address.host };
  server.listen({ ...host, port: address.port, backlog: 1024 });
  await Promise.race([once(server, "listening"), failed.promise]);
  server.off("error", fail);
  const bound = server.address();
  return typeof bound === "object" && bound !== null ? { host: bound.address, port: bound.port } : address;
}

function cannotListen({ host, port }: ListenAddress, error: NodeJS.ErrnoException, variable: string): StartupError {
  const place = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  if (error.code === "EADDRINUSE") {
    return new StartupError(`Can't listen on ${place}: the port is in use. Set ${variable} to a free one.`);
  }
  if (error.code === "EACCES") {
    return new StartupError(`Can't listen on ${place}: it needs privileges. Use a port from 1024 up.`);
  }
  return new StartupError(`Can't listen on ${place}: ${error.code ?? error.message}.`);
}
