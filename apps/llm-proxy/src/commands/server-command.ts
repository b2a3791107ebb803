import cluster from "node:cluster";
import type { Configuration } from "../config/load-configuration.js";
import { createSinks } from "../server/create-sinks.js";
import { startServer, type RunningServer } from "../server/start-server.js";
import { runPrimary } from "./primary.js";
import { firstSignal } from "./process-signals.js";

/** @returns The exit code, once a signal has ended it. */
export async function serverCommand(configuration: Configuration, version: string): Promise<number> {
  const { WEB_CONCURRENCY: workers, SHUTDOWN_TIMEOUT: timeoutMs } = configuration.environment;
  if (workers > 1 && cluster.isPrimary) return runPrimary({ workers, timeoutMs }, firstSignal());
  const signal = firstSignal(cluster.isWorker ? ["SIGINT"] : []);
  const takers =
    configuration.environment.LLM_PROXY_EVENT_BUS === "in-memory" ? createSinks(configuration.environment) : [];
  const server = await startServer(configuration, {
    version,
    takers: takers.map((sink) => (records, abort) => sink.take(records, abort)),
  });
  guard(server);
  const log = server.parts.log.logger;
  log.info({ address: server.address, admin_address: server.adminAddress, version, pid: process.pid }, "Listening.");
  const failed = server.serving.then(
    () => new Promise<never>(() => undefined),
    (error: unknown) => error,
  );
  const cause = await Promise.race([signal, failed]);
  if (typeof cause === "string") log.info({ signal: cause }, "Shutting down.");
  else log.fatal({ err: cause }, "The server can't serve.");
  await server.shutDown();
  return typeof cause === "string" ? 0 : 1;
}

/** A defect that nobody caught: told, and the process ends, as its state is no longer known. */
function guard(server: RunningServer): void {
  const end = (error: unknown): void => {
    server.parts.log.logger.fatal({ err: error }, "A defect ends the process.");
    server.parts.log.flushNow();
    process.exit(1);
  };
  process.on("uncaughtException", end);
  process.on("unhandledRejection", end);
}
