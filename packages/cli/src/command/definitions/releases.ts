import { AWS_OPTIONS } from "../aws-options.js";
import type { CommandDefinition } from "../command.js";

export const RELEASES: CommandDefinition = {
  name: "releases",
  aliases: [],
  summary: "List the releases of an environment, show one, or give up one that was left lying",
  description:
    "Reads the release ledger: one record for each release, in the bucket `fairlead-releases-<account>-<region>` of the environment's account, with who, when, what it consisted of and how it ended. `list` shows the youngest first. `show <number>` shows one whole. `give-up <number>` closes one that has no end and that nobody carries on with, so that the next can begin; what AWS does goes on. Before its time is up that needs `--runs-no-more`.",
  arguments: [
    { name: "[action]", says: "list, show or give-up (default list)", choices: ["list", "show", "give-up"] },
    { name: "[number]", says: "number of a release" },
  ],
  options: [
    { flags: "--limit <count>", says: "how many are listed (default 20)" },
    { flags: "--runs-no-more", says: "give up a release whose time isn't up: you know that nothing runs any more" },
    ...AWS_OPTIONS,
  ],
  examples: [
    { command: "fairlead releases -e prod", says: "The last twenty releases of production" },
    { command: "fairlead releases show 42 -e prod --json", says: "All that is recorded of one" },
    { command: "fairlead releases give-up 42 -e prod", says: "Close one that was interrupted" },
  ],
  load: async () => (await import("../../commands/releases.js")).runReleases,
};
