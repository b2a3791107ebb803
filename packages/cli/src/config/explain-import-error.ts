import { isUserError, type Problem, type SourceLocation, UserError } from "@fairlead/errors";
import type { Files } from "../files/files.js";
import { ownFrame, readablePath, sourceExcerpt } from "./stack-frames.js";

/** Which file was being run, and where it lies. */
export interface ImportAttempt {
  readonly files: Files;
  readonly configFile: string;
  readonly baseFolder: string;
}

const codeOf = (error: Error): string => ("code" in error && typeof error.code === "string" ? error.code : "");

function problemAt(source: SourceLocation, parts: Omit<Problem, "path" | "source">): Problem {
  return { path: "", source, ...parts };
}

/** The line that names a module, for Node tells the file only. */
function lineNaming(specifier: string, path: string, files: Files): number {
  const lines = (files.read(path) ?? "").split("\n");
  return Math.max(1, lines.findIndex((line) => line.includes(specifier)) + 1);
}

function missingModule(error: Error, attempt: ImportAttempt): Problem {
  const parts = /Cannot find (package|module) '(.+?)' imported from (.+)$/.exec(error.message);
  const [, kind = "module", wanted = "", importer = attempt.configFile] = parts ?? [];
  const specifier = kind === "package" ? wanted : wanted.replace(/^.*[\\/]/, "");
  const source = {
    file: readablePath(importer, attempt.baseFolder),
    line: lineNaming(specifier.replace(/\.[cm]?[jt]s$/, ""), importer, attempt.files),
  };
  if (kind === "package") {
    const packageName = wanted
      .split("/")
      .slice(0, wanted.startsWith("@") ? 2 : 1)
      .join("/");
    return problemAt(source, {
      code: "PackageNotInstalled",
      message: `The package "${packageName}" is imported but not installed.`,
      fix: `Run \`npm install --save-dev ${packageName}\` in the project.`,
    });
  }
  const real = realFile(wanted, attempt.files);
  return problemAt(source, {
    code: "ModuleNotFound",
    message: `The file ${readablePath(wanted, attempt.baseFolder)} is imported but not there.`,
    fix:
      real === null
        ? 'Check the path; Node.js wants it with its real ending, so a TypeScript file is imported as "./name.ts".'
        : `Import it with its real ending, as Node.js wants it: ${readablePath(real, attempt.baseFolder)}.`,
  });
}

/** The file that is meant by a path without an ending, or by the ending that a compiler would give it. */
function realFile(wanted: string, files: Files): string | null {
  const stem = wanted.replace(/\.[cm]?js$/, "");
  const candidates = [`${stem}.ts`, `${stem}.mts`, `${stem}.js`, `${stem}.mjs`, `${stem}/index.ts`, `${stem}/index.js`];
  return candidates.find((path) => files.kindOf(path) === "file") ?? null;
}

const wrongImport =
  (parts: (words: readonly string[], attempt: ImportAttempt) => Pick<Problem, "message" | "fix">) =>
  (error: Error, attempt: ImportAttempt): Problem => {
    const words = [...error.message.matchAll(/['"](.+?)['"]/g)].map(([, word = ""]) => word);
    const importer = / imported from (.+)$/.exec(error.message)?.[1] ?? attempt.configFile;
    const named = (words[0] ?? "").replace(/^.*\//, "");
    return problemAt(
      { file: readablePath(importer, attempt.baseFolder), line: lineNaming(named, importer, attempt.files) },
      { code: "ImportNotPossible", ...parts(words, attempt) },
    );
  };

/** What Node.js refuses to import although it is there, by its error code. */
const WRONG_IMPORTS: Readonly<Record<string, (error: Error, attempt: ImportAttempt) => Problem>> = {
  ERR_UNSUPPORTED_DIR_IMPORT: wrongImport(([folder = ""], { files, baseFolder }) => ({
    message: `The folder ${readablePath(folder, baseFolder)} is imported; Node.js imports files only.`,
    fix: `Name the file in it, e.g. ${readablePath(realFile(folder, files) ?? `${folder}/index.ts`, baseFolder)}.`,
  })),
  ERR_IMPORT_ATTRIBUTE_MISSING: wrongImport(([file = ""]) => ({
    message: `${file.replace(/^.*\//, "")} is imported as if it were code.`,
    fix: 'Say what it is: `import … from "./name.json" with { type: "json" }`.',
  })),
  ERR_PACKAGE_PATH_NOT_EXPORTED: wrongImport(([path = ""]) => ({
    message: `Nothing called ${path} is exported by the package that it is imported from.`,
    fix: "Import what the package's documentation names.",
  })),
};

function syntaxProblem(error: Error, attempt: ImportAttempt): Problem {
  const excerpt = sourceExcerpt(error);
  const source = {
    file: readablePath(excerpt?.path ?? attempt.configFile, attempt.baseFolder),
    line: excerpt?.line ?? 1,
  };
  const shown = excerpt === null ? "" : `\n${excerpt.lines.join("\n")}`;
  if (codeOf(error) === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") {
    return problemAt(source, {
      code: "TypeScriptNeedsCompilation",
      message: `${error.message.replace(" in strip-only mode", "")}, because Node.js runs TypeScript by leaving the types out.${shown}`,
      fix: "Write it in plain JavaScript with types: a union or an object `as const` for an enum, a field with an assignment for a parameter property.",
    });
  }
  if (error.message.includes("does not provide an export named")) {
    return problemAt(source, {
      code: "ExportNotFound",
      message: `${error.message}.${shown}`,
      fix: "Check the name; if it is a type, import it with `import type`.",
    });
  }
  return problemAt(source, {
    code: "SyntaxError",
    message: `The file can't be read as TypeScript: ${error.message}.${shown}`,
    fix: "Mend the syntax on or above the marked line.",
  });
}

function thrownProblem(error: unknown, attempt: ImportAttempt): Problem {
  const source = ownFrame(error, attempt.baseFolder);
  const says = error instanceof Error ? `${error.name}: ${error.message}` : JSON.stringify(error);
  return {
    path: "",
    code: "DescriptionThrew",
    message: `The description stopped with an exception: ${says}`,
    fix: "Mend what throws there; the description must run to its end for every environment.",
    source: source ?? { file: readablePath(attempt.configFile, attempt.baseFolder), line: 1 },
  };
}

const isFault = (error: unknown): boolean => error instanceof Error && error.name === "Fault";

/** Turns what running the user's file threw into one clear problem; problems that it reports itself, and our defects, stay. */
export function explainImportError(error: unknown, attempt: ImportAttempt): unknown {
  if (isUserError(error) || isFault(error)) return error;
  const problem = (): Problem => {
    if (!(error instanceof Error)) return thrownProblem(error, attempt);
    if (codeOf(error) === "ERR_MODULE_NOT_FOUND") return missingModule(error, attempt);
    const wrong = WRONG_IMPORTS[codeOf(error)];
    if (wrong !== undefined) return wrong(error, attempt);
    if (error instanceof SyntaxError && sourceExcerpt(error) !== null) return syntaxProblem(error, attempt);
    return thrownProblem(error, attempt);
  };
  return UserError.ofProblems([problem()], error);
}
