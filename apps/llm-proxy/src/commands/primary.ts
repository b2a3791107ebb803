import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

/** A worker that dies at once is not started again at once: that would only burn the CPU. */
const RESTART_DELAY_MS = 1000;

/**
 * Starts workers that share the port, starts those again that fail, and ends all of them on a signal.
 * Limits live in Redis, so it does not matter which worker a call meets.
 * @returns 0 when every worker ended in good order.
 */
export async function runPrimary(
  settings: { readonly workers: number; readonly timeoutMs: number },
  signal: Promise<NodeJS.Signals>,
): Promise<number> {
  let isEnding = false;
  const codes: number[] = [];
  cluster.on("exit", (_worker, code: number) => {
    if (isEnding) codes.push(code);
    else void wait(RESTART_DELAY_MS).then(() => (isEnding ? null : cluster.fork()));
  });
  for (let index = 0; index < settings.workers; index += 1) cluster.fork();
  await signal;
  isEnding = true;
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  await Promise.all(workers.map((worker) => endWorker(worker, settings.timeoutMs)));
  return codes.every((code) => code === 0) ? 0 : 1;
}

/** A worker bounds its own end; one that is past even that is killed. */
async function endWorker(worker: Worker, timeoutMs: number): Promise<void> {
  if (worker.isDead()) return;
  const exited = once(worker, "exit");
  worker.process.kill("SIGTERM");
  const timer = setTimeout(() => worker.process.kill("SIGKILL"), timeoutMs + 1000);
  await exited;
  clearTimeout(timer);
}
