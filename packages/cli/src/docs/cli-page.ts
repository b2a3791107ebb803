import type { CommandDefinition } from "../command/command.js";
import { COMMANDS } from "../command/commands.js";
import { GLOBAL_OPTIONS } from "../command/global-options.js";
import { EXIT_CODES } from "../exit-codes.js";
import { markdownTable } from "../report/markdown-table.js";

const code = (text: string): string => `\`${text}\``;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function commandSection(command: CommandDefinition): readonly string[] {
  const { name, aliases, description, options, examples } = command;
  const usage = ["fairlead", name, ...command.arguments.map((argument) => argument.name), "[options]"].join(" ");
  return [
    "",
    `## ${name}`,
    "",
    "```sh",
    usage,
    "```",
    "",
    ...(aliases.length === 0 ? [] : [`Also ${aliases.map(code).join(", ")}.`, ""]),
    description,
    "",
    ...markdownTable(
      ["Argument", "Meaning"],
      command.arguments.map((argument) => [
        code(argument.name),
        sentence(
          argument.choices === undefined ? argument.says : `${argument.says}: ${argument.choices.map(code).join(", ")}`,
        ),
      ]),
    ),
    "",
    ...markdownTable(
      ["Option", "Meaning"],
      options.map(({ flags, says }) => [code(flags), sentence(says)]),
    ),
    "",
    ...(examples.length === 0
      ? []
      : ["```sh", ...examples.flatMap((example) => [`# ${example.says}`, example.command]), "```"]),
  ];
}

const OUTPUT = `Data goes to stdout, talk to stderr. \`--json\` prints one document with \`schemaVersion\` and \`command\` on stdout and nothing
else there; when something is wrong the document holds \`problems\` instead of data. The version is raised when a field changes
its meaning or goes; new fields may come at any time.

Commands that take long (\`deploy\`, \`logs\`, \`run\`, \`rehearse\`, …) print a stream with \`--json\` instead: one JSON object a line as things
happen, each with \`type\` and \`time\`; \`schemaVersion\` stands on the first line and on the last, whose type is \`outcome\`
and which holds the exit code. It comes whatever happens, a wrong command line included.

On a terminal a deployment is drawn as a tree on stderr; elsewhere each change is one line with its time in UTC, and after half a
minute without any a line says what is waited for. Ctrl-C during a deployment asks whether to keep waiting, to leave it running in
AWS, or to abort and go back; where nobody can be asked, and on SIGTERM, it is left running.

On a terminal a line on stderr tells what is going on; elsewhere, and with \`CI=true\`, each stage is one plain line. Nothing is
asked with \`--yes\`, with \`CI=true\`, or without a terminal. \`NO_COLOR\`, \`FORCE_COLOR\` and \`--no-color\` decide about colours.`;

const FILES = [
  ["`.fairlead/<env>/cost.html`", "The bill: a page without scripts or requests, with every line and its workings."],
  ["`.fairlead/<env>/rehearsal.html`", "What the last rehearsal proved and what not, with the timelines drawn."],
  ["`.fairlead/<env>/rehearsal.json`", "The same for programs, with `schemaVersion`; the next plan removes both."],
  ["`.fairlead/<env>/plan.md`", "The report: tables, and diagrams that GitHub and GitLab draw."],
  ["`.fairlead/<env>/plan.json`", "The same for programs, with `schemaVersion`."],
  ["`.fairlead/<env>/assembly/`", "The CloudFormation templates, as a CDK cloud assembly."],
  ["`.fairlead/<env>/synth/`", "What `synth` writes without `--output`; the next plan removes it."],
  ["`.fairlead/cache/`", "Verdicts of the validators, by the template's hash. Safe to delete."],
] as const;

const FOLDER = `Everything that is generated lies in \`.fairlead/\` beside the configuration file, with a \`.gitignore\` of its own. A plan is
built aside and put in place in one step: a run that fails or is interrupted leaves the earlier plan as it was, and what a
killed run has left is put away by the next one.`;

const CONFIG = `The configuration file is the first of \`fairlead.config.ts\`, \`.mts\`, \`.js\` and \`.mjs\` in the current folder or the nearest one
above it. Node.js runs it as it is, by leaving the types out, so it must be free of what needs a compiler (\`enum\`, parameter
properties, namespaces), and its imports name real files (\`"./name.ts"\`).`;

/** `docs/generated/cli.md`, from the definitions that the commands themselves run by. */
export function cliPage(): string {
  return [
    "# Command line",
    "",
    "<!-- Written by npm run docs from the command definitions. -->",
    "",
    ...markdownTable(
      ["Command", "What it does"],
      COMMANDS.map(({ name, summary }) => [`[${code(name)}](#${name})`, sentence(summary)]),
    ),
    "",
    "## Options of every command",
    "",
    ...markdownTable(
      ["Option", "Environment variable", "Meaning"],
      GLOBAL_OPTIONS.map(({ flags, variable, says }) => [code(flags), code(variable), sentence(says)]),
    ),
    "",
    "What is given on the command line wins over the environment variable. Switches take `1` or `0`.",
    "",
    "## Exit codes",
    "",
    ...markdownTable(
      ["Code", "Name", "Meaning"],
      Object.values(EXIT_CODES).map(({ code: number, name, meaning }) => [String(number), name, meaning]),
    ),
    "",
    "## Output",
    "",
    OUTPUT,
    "",
    "## Files",
    "",
    CONFIG,
    "",
    FOLDER,
    "",
    ...markdownTable(["Path", "What it is"], FILES),
    ...COMMANDS.flatMap(commandSection),
    "",
  ].join("\n");
}
