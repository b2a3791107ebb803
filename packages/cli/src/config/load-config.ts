import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { isUserError, UserError } from "@fairlead/errors";
import type { ResolvedApp, TierName } from "@fairlead/model";
import type { Description, Ports } from "../ports.js";
import { explainImportError } from "./explain-import-error.js";
import { requireConfig } from "./find-config.js";
import { ownFrame, readablePath } from "./stack-frames.js";

/** A configuration file that ran and gave a description. */
export interface LoadedConfig {
  /** Absolute path. */
  readonly file: string;
  /** Absolute path of the folder that relative paths in the description start from. */
  readonly baseFolder: string;
  readonly description: Description;
}

type LoadPorts = Pick<Ports, "files" | "cwd" | "importModule" | "readDescription">;

// Node keeps a module by its URL, so an edited file gets a new one. What it imports in its turn stays as it was.
const loads = new Map<string, number>();

function nextUrl(file: string): string {
  const url = pathToFileURL(file);
  const count = loads.get(file) ?? 0;
  loads.set(file, count + 1);
  if (count > 0) url.searchParams.set("load", String(count + 1));
  return url.href;
}

const defaultExportOf = (module: unknown): { readonly value: unknown } | null =>
  typeof module === "object" && module !== null && "default" in module ? { value: module.default } : null;

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "function") return "a function";
  if (typeof value === "object") return "a plain object";
  return typeof value === "string" ? "a text" : `a ${typeof value}`;
}

function notADescription(file: string, exported: { readonly value: unknown } | null): UserError {
  const source = { file, line: 1 };
  const problem = (code: string, message: string, fix: string): UserError =>
    UserError.ofProblems([{ path: "", code, message, fix, source }]);
  if (exported === null) {
    return problem(
      "NoDefaultExport",
      "The file has no default export.",
      "End it with `export default defineApp({ … })`.",
    );
  }
  if (exported.value instanceof Promise) {
    return problem(
      "DescriptionIsPromise",
      "The default export is a promise.",
      "Wait for it with a top-level `await`, so that the export is what defineApp gives: `export default await …`.",
    );
  }
  return problem(
    "NotADescription",
    `The default export is ${kindOf(exported.value)}, not what defineApp gives.`,
    'Write `import { defineApp } from "fairlead"` and `export default defineApp({ … })`.',
  );
}

/**
 * Runs the user's configuration file.
 *
 * @throws UserError when there is none, when it can't run, or when it doesn't give a description.
 */
export async function loadConfig(ports: LoadPorts, named: string | null): Promise<LoadedConfig> {
  const file = requireConfig({ files: ports.files, cwd: ports.cwd, named });
  const baseFolder = dirname(file);
  let module: unknown;
  try {
    module = await ports.importModule(nextUrl(file));
  } catch (error) {
    throw explainImportError(error, { files: ports.files, configFile: file, baseFolder });
  }
  const exported = defaultExportOf(module);
  const description = exported === null ? null : await ports.readDescription(exported.value);
  if (description === null) throw notADescription(readablePath(file, baseFolder), exported);
  return { file, baseFolder, description };
}

/** What the reader's function threw knows its line; the problem that tells of it does not. Any other error stays as it is. */
export function withPlaceOfCause(error: unknown, baseFolder: string): unknown {
  if (!isUserError(error)) return error;
  const source = ownFrame(error.cause, baseFolder);
  if (source === null) return error;
  const problems = error.problems.map((problem) => (problem.source === undefined ? { ...problem, source } : problem));
  return UserError.ofProblems(problems, error.cause);
}

/**
 * Resolves one environment. An exception of the user's own `build` becomes a problem at its line.
 *
 * @throws UserError with every problem.
 */
export function resolveEnvironment(
  { file, baseFolder, description }: LoadedConfig,
  environment: string,
  { files, tier }: { readonly files: Ports["files"]; readonly tier?: TierName | undefined },
): ResolvedApp {
  try {
    return description.resolve(environment, { baseFolder, tier });
  } catch (error) {
    if (isUserError(error)) throw withPlaceOfCause(error, baseFolder);
    // Without a frame in the user's files it is not the user's exception.
    if (ownFrame(error, baseFolder) === null) throw error;
    throw explainImportError(error, { files, configFile: file, baseFolder });
  }
}
