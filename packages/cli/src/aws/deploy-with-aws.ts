import type { Deploy } from "../ports.js";

/** Fetched when it is needed, with all that it deploys by. */
export const deployWithAws: Deploy = async (request, ports, report) => {
  const { deploy } = await import("@fairlead/deploy");
  return await deploy(request, ports, report);
};
