import { AWS_COMMANDS } from "./aws-commands.js";
import type { CommandDefinition } from "./command.js";

/** Shells that `completion` writes a script for. */
export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

export type Shell = (typeof SHELLS)[number];

/** Every command, in the order of the help. Their code is fetched when they run. */
export const COMMANDS: readonly CommandDefinition[] = [
  {
    name: "init",
    aliases: [],
    summary: "Write a starter fairlead.config.ts",
    description:
      "Writes a commented fairlead.config.ts with a service, a database and a secret, and adds .fairlead/ to .gitignore. It never overwrites a file. On a terminal it asks for the app's name and its port; with --yes or CI=true it takes the defaults.",
    arguments: [],
    options: [
      { flags: "-n, --name <name>", says: "name of the app; else the folder's name" },
      { flags: "-p, --port <number>", says: "port that the service listens on" },
    ],
    examples: [{ command: "fairlead init --yes", says: "A starter without questions" }],
    load: async () => (await import("../commands/init.js")).runInit,
  },
  {
    name: "plan",
    aliases: [],
    summary: "Plan an environment: templates, checks, a report and what changes",
    description:
      "Loads the description, resolves one environment, makes its CloudFormation templates, validates and checks them, and shows what would be there and what differs from the earlier plan. Writes .fairlead/<env>/ beside the configuration file: assembly/ (any CDK or CloudFormation tool deploys it), plan.json, plan.md and cost.html. Nothing is sent to AWS. Findings do not change the exit code; `fairlead check` is the gate.",
    arguments: [],
    options: [
      { flags: "--against <folder>", says: "folder of an earlier plan to compare with; else the plan being replaced" },
      { flags: "--exit-code", says: "end with 0 for no changes, 2 for changes, 1 for an error (Terraform's mapping)" },
    ],
    examples: [
      { command: "fairlead plan -e prod", says: "Plan production" },
      { command: "fairlead plan -e prod --against ../main/.fairlead/prod", says: "What a branch changes" },
    ],
    load: async () => (await import("../commands/plan.js")).runPlan,
  },
  {
    name: "synth",
    aliases: [],
    summary: "Write the CloudFormation templates only",
    description:
      "Makes the cloud assembly of one environment without checks and without comparing, in .fairlead/<env>/synth or in --output. The plan of the environment stays as it is. With --stack it prints one template to stdout and writes nothing.",
    arguments: [],
    options: [
      { flags: "-o, --output <folder>", says: "folder for the assembly; must be new, empty or an earlier assembly" },
      { flags: "-s, --stack <name>", says: "print this stack's template; with or without the app's prefix" },
    ],
    examples: [
      { command: "fairlead synth -e prod -o cdk.out", says: "Templates for `cdk deploy --app cdk.out`" },
      { command: "fairlead synth -e prod --stack Vpc", says: "One template" },
    ],
    load: async () => (await import("../commands/synth.js")).runSynth,
  },
  {
    name: "check",
    aliases: [],
    summary: "Show the findings, and refuse with exit code 3 when there are open errors",
    description:
      "Runs every check on the resolved app and on its templates: Fairlead's own rules, CloudFormation's validator and cdk-nag; and compares who can reach whom, and who may do what, with the connections of the description. Ends with 3 when an error is open. Findings that are accepted with a reason and a date don't count until that date. What roles may do is decided by @cloud-copilot/iam-simulate where that package is installed beside fairlead; it is optional because of its licence (AGPL-3.0).",
    arguments: [],
    options: [
      { flags: "--strict", says: "refuse open warnings too" },
      { flags: "--matrix", says: "show who can reach whom and who may do what, read off the templates" },
    ],
    examples: [
      { command: "fairlead check -e prod --strict", says: "A gate for CI" },
      { command: "fairlead check -e prod --matrix", says: "Who can reach whom, who may do what" },
    ],
    load: async () => (await import("../commands/check.js")).runCheck,
  },
  {
    name: "cost",
    aliases: [],
    summary: "Show what an environment costs a month, part by part",
    description:
      "Prices every resource of the environment's templates, offline, by list prices that come with Fairlead, each with its date and source: at the least tasks, at the expected load and at the most tasks. What no template tells (requests, GB, logs) is the environment's `usage`, or assumed and said so. With a file it prices a CloudFormation template of any origin. Ends with 3 when a limit is exceeded.",
    arguments: [{ name: "[template]", says: "a CloudFormation template in JSON; else the environment" }],
    options: [
      {
        flags: "--compare <names>",
        says: "environments, or tiers of one environment, with commas: dev,prod or minimal,standard,production",
      },
      { flags: "--diff <folder>", says: "folder of an earlier plan to compare with" },
      { flags: "--fail-over <usd>", says: "refuse when more is expected a month" },
      { flags: "--fail-increase <percent>", says: "refuse when the earlier plan of --diff is exceeded by more" },
      { flags: "--markdown", says: "as Markdown, for a pull request" },
      { flags: "--region <name>", says: "region of a template; else us-east-1" },
    ],
    examples: [
      { command: "fairlead cost -e prod -v", says: "Every line of the bill" },
      { command: "fairlead cost --compare dev,prod", says: "Environments beside each other" },
      { command: "fairlead cost -e prod --diff ../main/.fairlead/prod --fail-increase 20%", says: "A gate for CI" },
      { command: "fairlead cost cdk.out/App.template.json --region eu-west-1", says: "Somebody else's template" },
    ],
    load: async () => (await import("../commands/cost.js")).runCost,
  },
  {
    name: "prices",
    aliases: [],
    summary: "Show the prices that estimates go by, or fetch AWS's own of today",
    description:
      "`prices show` lists the prices of a region, each with its date and how far it can be trusted. `prices refresh` fetches them anew from AWS's price list (https://pricing.us-east-1.amazonaws.com, no account needed) for the regions of the environments and writes .fairlead/prices.json beside the configuration file; from then on estimates prefer it to the prices that come with Fairlead. EC2's list has some 300 MB, which are read as they come and not kept. A price that the list doesn't have exactly once stays as it was, and is named. This is the only command that uses the network.",
    arguments: [{ name: "<action>", says: "show or refresh", choices: ["show", "refresh"] }],
    options: [{ flags: "--region <name>", says: "region; else that of the environment, or of all of them" }],
    examples: [
      { command: "fairlead prices show -e prod", says: "What an estimate of production goes by" },
      { command: "fairlead prices refresh", says: "Today's prices for all environments" },
    ],
    load: async () => (await import("../commands/prices.js")).runPrices,
  },
  {
    name: "explain",
    aliases: [],
    summary: "Explain a resource, a part of the description or a finding",
    description:
      "Takes a finding's code, an address (services.proxy), the name of a part (proxy), an environment variable, a stack, a logical id, a resource type, a construct path or a template parameter, and says what it is, which line of the description caused it, what it is connected to, and what was found about it.",
    arguments: [{ name: "<subject>", says: "what to explain" }],
    options: [],
    examples: [
      { command: "fairlead explain services.proxy -e prod", says: "A service with its values" },
      { command: "fairlead explain AWS::RDS::DBCluster -e prod", says: "Every resource of a type" },
    ],
    load: async () => (await import("../commands/explain.js")).runExplain,
  },
  {
    name: "list",
    aliases: ["ls"],
    summary: "List the environments, or with -e what an environment holds",
    description:
      "Without -e: every environment with its tier, region and domain. With -e: its services, jobs, data, secrets, stacks and, with -v, every resource.",
    arguments: [],
    options: [],
    examples: [
      { command: "fairlead list", says: "Environments" },
      { command: "fairlead ls -e prod -v", says: "Everything in production" },
    ],
    load: async () => (await import("../commands/list.js")).runList,
  },
  ...AWS_COMMANDS,
  {
    name: "doctor",
    aliases: [],
    summary: "Look at this machine: what is there, what is missing, what is too old",
    description:
      "Looks at Node.js, the configuration file, the versions of Fairlead and CDK, the output folder, Docker, Podman or Buildah, session-manager-plugin, Python, and whether AWS credentials are configured (by name; it never reads a value). With --aws it asks AWS who they belong to; without, it never uses the network. Ends with 3 when something must be mended before `plan` can work.",
    arguments: [],
    options: [
      { flags: "--aws", says: "ask AWS whose credentials these are" },
      { flags: "--profile <name>", says: "with --aws: profile of AWS's configuration files" },
    ],
    examples: [
      { command: "fairlead doctor --json", says: "For a bug report" },
      { command: "fairlead doctor --aws --profile work", says: "Before the first deployment" },
    ],
    load: async () => (await import("../commands/doctor.js")).runDoctor,
  },
  {
    name: "completion",
    aliases: [],
    summary: "Print a completion script for a shell",
    description:
      "Prints a script that completes commands, options and the names of environments. For bash: `source <(fairlead completion bash)`.",
    arguments: [{ name: "<shell>", says: "which shell", choices: SHELLS }],
    options: [],
    examples: [{ command: "fairlead completion zsh > ~/.zfunc/_fairlead", says: "For zsh" }],
    load: async () => (await import("../commands/completion.js")).runCompletion,
  },
];

/** Called by the completion scripts alone, with words that need not make sense yet: in no help, and not parsed. */
export const COMPLETE_COMMAND: CommandDefinition = {
  name: "__complete",
  aliases: [],
  summary: "Words that may come next",
  description: "",
  arguments: [],
  options: [],
  examples: [],
  load: async () => (await import("../commands/complete.js")).runComplete,
};

/** The command that is named among the words; `null` when none is. */
export const commandIn = (words: readonly string[]): CommandDefinition | null =>
  COMMANDS.find(({ name, aliases }) => words.some((word) => word === name || aliases.includes(word))) ?? null;
