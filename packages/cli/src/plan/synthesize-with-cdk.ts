import type { MakeAssembly } from "../ports.js";

/** Fetched when it is needed: CDK takes most of a cold start. */
export const synthesizeWithCdk: MakeAssembly = async ({ app, customization, outputFolder, cacheFolder, onStage }) => {
  const { FileVerdictStore, synthesizeApp } = await import("@fairlead/constructs");
  return synthesizeApp(app, {
    outdir: outputFolder,
    customization,
    verdicts: new FileVerdictStore(cacheFolder),
    onProgress: onStage,
  });
};
