import type { Assembly } from "@fairlead/constructs";
import { withPlaceOfCause } from "../config/load-config.js";
import type { AssemblyRequest, Ports } from "../ports.js";
import type { OpenedApp } from "./open-app.js";

/** @throws UserError when what the description brings along for CDK fails, at its line. */
export async function assemble(
  { app, config, folders }: OpenedApp,
  { makeAssembly }: Pick<Ports, "makeAssembly">,
  request: Pick<AssemblyRequest, "outputFolder" | "onStage">,
): Promise<Assembly> {
  const { baseFolder } = config;
  const { customization } = config.description;
  try {
    return await makeAssembly({ app, customization, baseFolder, cacheFolder: folders.cache, ...request });
  } catch (error) {
    throw withPlaceOfCause(error, config.baseFolder);
  }
}
