import { join } from "node:path";

/** Where things lie below the folder of the configuration file. */
export interface OutputFolders {
  /** Holds everything that Fairlead generates; ignored by git. */
  readonly root: string;
  readonly environment: string;
  readonly assembly: string;
  readonly synth: string;
  readonly planFile: string;
  readonly reportFile: string;
  /** Prices that were fetched from AWS's price list; estimates prefer them to the shipped ones. */
  readonly pricesFile: string;
  /** The bill, as a page for a browser. */
  readonly costFile: string;
  /** What the last rehearsal found, for programs; and as a page for a browser. */
  readonly rehearsalFile: string;
  readonly rehearsalPage: string;
  /** Where tools of rehearsals are installed. */
  readonly tools: string;
  /** Verdicts of validators, kept by the template's hash. */
  readonly cache: string;
}

export const PLAN_FILE = "plan.json";
export const REPORT_FILE = "plan.md";
const PRICES_FILE = "prices.json";
export const COST_FILE = "cost.html";
export const ASSEMBLY_FOLDER = "assembly";

export function outputFolders(baseFolder: string, environment: string): OutputFolders {
  const root = join(baseFolder, ".fairlead");
  const folder = join(root, environment);
  return {
    root,
    environment: folder,
    assembly: join(folder, ASSEMBLY_FOLDER),
    synth: join(folder, "synth"),
    planFile: join(folder, PLAN_FILE),
    reportFile: join(folder, REPORT_FILE),
    pricesFile: join(root, PRICES_FILE),
    costFile: join(folder, COST_FILE),
    rehearsalFile: join(folder, "rehearsal.json"),
    rehearsalPage: join(folder, "rehearsal.html"),
    tools: join(root, "tools"),
    cache: join(root, "cache"),
  };
}
