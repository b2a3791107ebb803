import { deployWithAws } from "./aws/deploy-with-aws.js";
import { deploymentWithAws } from "./aws/deployment-with-aws.js";
import { readDescription } from "./config/read-description.js";
import { diskFiles } from "./files/disk-files.js";
import { checkWithFairlead } from "./plan/check-with-fairlead.js";
import { estimateWithFairlead } from "./plan/estimate-with-fairlead.js";
import { synthesizeWithCdk } from "./plan/synthesize-with-cdk.js";
import { processNetwork } from "./network/process-network.js";
import type { Interruption, Ports } from "./ports.js";
import { processMachine } from "./process-machine.js";
import { importModule } from "./process-modules.js";
import { rehearseWithEmulator } from "./rehearsal/rehearse-with-emulator.js";
import { processTerminal } from "./terminal/process-terminal.js";

/** The real world. */
export const processPorts = (interruption: Interruption): Ports => ({
  terminal: processTerminal,
  env: process.env,
  cwd: process.cwd(),
  clock: {
    today: () => new Date().toISOString().slice(0, 10),
    elapsedMs: () => performance.now(),
    nowMs: () => new Date().getTime(),
    every: (milliseconds, tick) => {
      const timer = setInterval(tick, milliseconds).unref();
      return () => {
        clearInterval(timer);
      };
    },
  },
  files: diskFiles,
  interruption,
  importModule,
  readDescription,
  makeAssembly: synthesizeWithCdk,
  checkApp: checkWithFairlead,
  estimateCost: estimateWithFairlead,
  machine: processMachine,
  network: processNetwork,
  deployment: deploymentWithAws,
  deploy: deployWithAws,
  rehearse: rehearseWithEmulator,
});
