import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Clock } from "@fairlead/deploy";
import { startMoto } from "./moto/moto-server.js";
import { installMoto } from "./python/install-moto.js";
import { type RunningEmulator, startBefore } from "./running-emulator.js";
import type { EmulatedWorld } from "./scenario/emulated-world.js";

/** How an emulator is started. */
export interface EmulatorStart {
  /** Where moto is installed, e.g. `.fairlead/tools`. */
  readonly toolsFolder: string;
  /** Of an emulator that runs already (`AWS_ENDPOINT_URL`); `null`: moto is started. */
  readonly endpoint: string | null;
  readonly account: string;
  readonly clock: Clock;
  readonly world: EmulatedWorld;
  /** Told what takes a while. */
  readonly say: (line: string) => void;
}

/** An emulator that can tell where its log is. */
export interface StartedEmulator extends RunningEmulator {
  /** `null`: the emulator isn't ours. */
  readonly logFile: string | null;
}

/**
 * Starts an emulator of AWS with our front before it; stops what it has started. Throws a UserError when Python or the
 * network lack for it.
 */
export async function startEmulator(start: EmulatorStart): Promise<StartedEmulator> {
  if (start.endpoint !== null) {
    const front = await startBefore({ ...start, upstream: new URL(start.endpoint) });
    return { ...front, logFile: null };
  }
  const python = await installMoto(start.toolsFolder, start.say);
  const logFolder = path.join(start.toolsFolder, "logs");
  await mkdir(logFolder, { recursive: true });
  const moto = await startMoto({ python, account: start.account, logFolder });
  const front = await startBefore({ ...start, upstream: moto.url });
  return {
    ...front,
    logFile: moto.logFile,
    stop: async () => {
      await front.stop();
      await moto.stop();
    },
  };
}
