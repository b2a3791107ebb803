import { z } from "zod";
import { StartupError } from "../errors/startup-error.js";

/** Environment of a process whose heap is to be measured. */
export const MEASURED = { NODE_OPTIONS: "--inspect=127.0.0.1:0" } as const;

const usageShape = z.object({ id: z.literal(2), result: z.object({ usedSize: z.number() }) });

/**
 * What a process's heap holds after a full collection: unlike its resident memory, it doesn't grow only because nobody
 * has collected yet.
 * @param output of the process, in which Node says where its inspector listens.
 * @returns Bytes.
 */
export async function usedHeap(output: string): Promise<number> {
  const url = /Debugger listening on (ws:\/\/\S+)/.exec(output)?.[1];
  if (url === undefined) throw new StartupError("The process was not started with its inspector open.");
  const socket = new WebSocket(url);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  socket.addEventListener("error", () => {
    reject(new StartupError("The process's inspector does not answer."));
  });
  socket.addEventListener("open", () => {
    socket.send(JSON.stringify({ id: 1, method: "HeapProfiler.collectGarbage" }));
    socket.send(JSON.stringify({ id: 2, method: "Runtime.getHeapUsage" }));
  });
  socket.addEventListener("message", ({ data }) => {
    const usage = usageShape.safeParse(JSON.parse(String(data)));
    if (usage.success) resolve(usage.data.result.usedSize);
  });
  try {
    return await promise;
  } finally {
    socket.close();
  }
}
