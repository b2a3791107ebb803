import type { OpenDeployment } from "../ports.js";

/** Fetched when it is needed: AWS's clients take long to load. */
export const deploymentWithAws: OpenDeployment = async () => {
  const { processClock } = await import("@fairlead/deploy");
  return { clock: processClock };
};
