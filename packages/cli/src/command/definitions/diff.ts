import { AWS_OPTIONS } from "../aws-options.js";
import type { CommandDefinition } from "../command.js";

export const DIFF: CommandDefinition = {
  name: "diff",
  aliases: [],
  summary: "What a deployment would change of what is deployed",
  description:
    "Makes the templates and compares them with the deployed ones: which stacks and resources come, change, are replaced or go, what of it holds data, and who could do or reach more than before. Images are not looked at. Nothing is touched.",
  arguments: [],
  options: [{ flags: "--exit-code", says: "end with 2 when something differs" }, ...AWS_OPTIONS],
  examples: [{ command: "fairlead diff -e prod", says: "What the description has that production hasn't" }],
  load: async () => (await import("../../commands/diff.js")).runDiff,
};
