import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { Fault } from "@fairlead/errors";

/**
 * The folder of a Lambda function's bundle, e.g. `credentials-rotation`. `scripts/bundle-functions.ts` writes it to the package's
 * `dist`, where it is found whether this file runs from `src` or from `dist`.
 */
export function bundledFunction(name: string): string {
  const folder = join(packageRoot(import.meta.dirname), "dist", "functions-bundled", name);
  if (existsSync(join(folder, "index.mjs"))) return folder;
  throw new Fault("FunctionNotBundled", `The function ${name} has no bundle in ${folder}; "npm run build" makes it.`);
}

function packageRoot(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Fault("NoPackageRoot", `No package.json above ${import.meta.dirname}.`);
  return packageRoot(parent);
}
