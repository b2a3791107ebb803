import { join, relative, resolve } from "node:path";
import { UserError } from "@fairlead/errors";
import type { AssembledStack, Assembly } from "@fairlead/constructs";
import { type CommandContext, type CommandResult, textOption } from "../command/command.js";
import { EXIT_CODES } from "../exit-codes.js";
import type { Files } from "../files/files.js";
import { makeRootFolder, replaceFolder, withScratchFolder } from "../folder/replace-folder.js";
import { assemble } from "../plan/assemble.js";
import { openApp, type OpenedApp } from "../plan/open-app.js";
import { count } from "../report/phrases.js";
import { columns } from "../terminal/wrap.js";
import { nearest } from "../terminal/nearest.js";
import { appChoiceOf } from "./app-choice.js";

function make(opened: OpenedApp, outputFolder: string, { ports, progress }: CommandContext): Promise<Assembly> {
  progress.stage("Making the templates");
  return assemble(opened, ports, { outputFolder, onStage: () => undefined });
}

function findStack({ stacks }: Assembly, wanted: string): AssembledStack {
  const found = stacks.find(({ name, role }) => name === wanted || role.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found;
  const roles = stacks.map(({ role }) => role);
  const near = nearest(wanted, roles);
  throw UserError.of("UnknownStack", {
    message: `There is no stack "${wanted}" here; there are ${roles.join(", ")}.`,
    fix: near === null ? "Name one of these." : `Did you mean ${near}?`,
  });
}

/** CDK marks its assemblies with a file `cdk.out`. A `manifest.json` alone may be a web app's, a folder `cdk.out` CDK's default. */
const isAssembly = (folder: string, files: Files): boolean =>
  ["manifest.json", "cdk.out"].every((name) => files.kindOf(join(folder, name)) === "file");

/** A file, or a folder that holds anything else than an assembly, is not ours to replace. */
function requireReplaceable(folder: string, { files, cwd }: CommandContext["ports"]): void {
  const shown = relative(cwd, folder) || ".";
  if (files.kindOf(folder) === "file") {
    throw UserError.of("OutputFolderInUse", {
      message: `${shown} is a file, and it would be replaced.`,
      fix: "Give --output a folder. For one template, use --stack and `>`.",
    });
  }
  const names = files.list(folder);
  if (names.length === 0 || isAssembly(folder, files)) return;
  throw UserError.of("OutputFolderInUse", {
    message: `The folder ${shown} holds other files, and they would be replaced.`,
    fix: "Give --output a new or empty folder, or one that holds an earlier assembly.",
  });
}

/** `fairlead synth` */
export async function runSynth(context: CommandContext): Promise<CommandResult> {
  const { ports } = context;
  const opened = await openApp(appChoiceOf(context));
  makeRootFolder(opened.folders.root, ports.files);
  const wanted = textOption(context, "stack");
  if (wanted !== null) {
    const stack = await withScratchFolder(opened.folders.environment, ports, async (folder) =>
      findStack(await make(opened, join(folder, "assembly"), context), wanted),
    );
    return {
      code: EXIT_CODES.ok.code,
      document: { stack: stack.name, template: stack.template },
      text: () => JSON.stringify(stack.template, null, 2),
    };
  }
  const output = textOption(context, "output");
  const folder = output === null ? opened.folders.synth : resolve(ports.cwd, output);
  requireReplaceable(folder, ports);
  const { stacks } = await replaceFolder(folder, ports, (building) => make(opened, building, context));
  const shown = relative(ports.cwd, folder) || ".";
  return {
    code: EXIT_CODES.ok.code,
    document: {
      folder,
      stacks: stacks.map(({ name, role, templateFile, dependsOn }) => ({ name, role, templateFile, dependsOn })),
    },
    text: () =>
      columns(
        stacks.map(({ name, template }) => [name, count(Object.keys(template.Resources).length, "resource")]),
        context.width,
        "",
      ).join("\n"),
    talk: () => `\n${shown}\n\n${context.style("heading", "Next")}  npx cdk deploy --all --app ${shown}`,
  };
}
