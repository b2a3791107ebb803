import type { OpenDeployment } from "../ports.js";

/** Fetched when it is needed: AWS's clients take long to load. */
export const deploymentWithAws: OpenDeployment = async ({ profile, region, env }) => {
  const { connectionOf, openAws } = await import("@fairlead/deploy");
  return await openAws(connectionOf(region, { profile: profile ?? undefined }, env));
};
