import type { MakeAssembly } from "../ports.js";

/** Fetched when it is needed: CDK takes most of a cold start. */
export const synthesizeWithCdk: MakeAssembly = async (request) => {
  const { app, customization, baseFolder, outputFolder, cacheFolder, onStage } = request;
  const { FileVerdictStore, synthesizeApp } = await import("@fairlead/constructs");
  return synthesizeApp(app, {
    outdir: outputFolder,
    customization,
    baseFolder,
    verdicts: new FileVerdictStore(cacheFolder),
    onProgress: onStage,
  });
};
