import type { Customization, ResolvedApp } from "@fairlead/model";
import { buildStacks } from "../stacks/build-stacks.js";
import { assemble, makeApp, type SynthesisOptions } from "./assemble.js";
import type { Assembly } from "./assembly.js";
import { applyCustomization } from "./customize.js";

/** How an app's assembly is made. */
export interface AppSynthesisOptions extends SynthesisOptions {
  /** Absolute path that the folders of sites are relative to; default the working directory. */
  readonly baseFolder?: string | undefined;
  /** Default: none. */
  readonly customization?: Customization | null | undefined;
}

/**
 * Makes the templates of a resolved app: constructs, synthesizes, validates, reads back.
 *
 * @throws UserError when the description's customization fails or asks AWS for something.
 */
export async function synthesizeApp(app: ResolvedApp, options: AppSynthesisOptions): Promise<Assembly> {
  options.onProgress?.("construct");
  const cdkApp = makeApp(options.outdir);
  const stacks = buildStacks(cdkApp, app, { baseFolder: options.baseFolder });
  applyCustomization(options.customization ?? null, stacks, app);
  return assemble(cdkApp, options);
}
