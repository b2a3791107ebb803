import { AWS_OPTIONS } from "../aws-options.js";
import type { CommandDefinition } from "../command.js";

export const STATUS: CommandDefinition = {
  name: "status",
  aliases: [],
  summary: "What serves in an environment now, and whether it is well",
  description:
    "Reads the services with their tasks, targets, digests and deployments under way, the alarms that ring, the stacks and the last release, and says what is wrong and how to mend it. Nothing is touched.",
  arguments: [],
  options: [{ flags: "--exit-code", says: "end with 5 when it isn't healthy" }, ...AWS_OPTIONS],
  examples: [
    { command: "fairlead status -e prod", says: "How production is" },
    { command: "fairlead status -e prod --json --exit-code", says: "The same for a script" },
  ],
  load: async () => (await import("../../commands/status.js")).runStatus,
};
