import { chooseEnvironment } from "../config/choose-environment.js";
import { type LoadedConfig, loadConfig, resolveEnvironment } from "../config/load-config.js";
import { readablePath } from "../config/stack-frames.js";
import type { ResolvedApp, TierName } from "@fairlead/model";
import { type OutputFolders, outputFolders } from "../folder/output-folders.js";
import type { Ports } from "../ports.js";
import type { Progress } from "../terminal/progress.js";

/** Which environment of which description. */
export interface AppChoice {
  readonly ports: Ports;
  readonly progress: Progress;
  /** `null`: searched for upwards. */
  readonly config: string | null;
  /** `null`: the only one. */
  readonly environment: string | null;
  /** Instead of the environment's own tier; default that. */
  readonly tier?: TierName;
}

/** A resolved environment and where it comes from. */
export interface OpenedApp {
  readonly app: ResolvedApp;
  readonly config: LoadedConfig;
  /** Relative to the base folder. */
  readonly configFile: string;
  readonly folders: OutputFolders;
}

/** @throws UserError with every problem of the description. */
export async function openApp({ ports, progress, config: named, environment, tier }: AppChoice): Promise<OpenedApp> {
  progress.stage("Loading the description");
  const config = await loadConfig(ports, named);
  const name = chooseEnvironment(config, environment);
  progress.stage(`Resolving ${name}`);
  const app = resolveEnvironment(config, name, { files: ports.files, tier });
  return {
    app,
    config,
    configFile: readablePath(config.file, config.baseFolder),
    folders: outputFolders(config.baseFolder, app.environment.name),
  };
}
