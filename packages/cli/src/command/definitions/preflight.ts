import { AWS_OPTIONS } from "../aws-options.js";
import type { CommandDefinition } from "../command.js";

export const PREFLIGHT: CommandDefinition = {
  name: "preflight",
  aliases: [],
  summary: "Look at what would stand in the way of a deployment, and touch nothing",
  description:
    "Everything that `deploy` makes sure of before it touches anything, in one list: account, bootstrap, permissions, images and their platforms, certificate, hosted zone and its delegation, free addresses, quotas, database connections, names that are taken, alarms that ring, stacks that are stuck, drift. What can't be read is said to be unknown and refuses nothing. Nothing is changed in AWS. Ends with 3 when something has to be mended first.",
  arguments: [],
  options: [
    { flags: "--image <name=ref>", says: "as of `deploy`: take this image, by digest", isRepeatable: true },
    { flags: "--parameter <name=value>", says: "as of `deploy`: value of a template parameter", isRepeatable: true },
    { flags: "--secrets <file>", says: "as of `deploy`: values for secrets that have none yet" },
    { flags: "--force", says: "as of `deploy`: despite open findings, and alarms that ring already" },
    { flags: "--strict", says: "refuse for warnings and unknowns, too" },
    ...AWS_OPTIONS,
  ],
  examples: [
    { command: "fairlead preflight -e prod", says: "Before a deployment, or as a check in CI" },
    { command: "fairlead preflight -e prod --json", says: "As one JSON document" },
  ],
  load: async () => (await import("../../commands/preflight.js")).runPreflight,
};
