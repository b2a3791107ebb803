import { AWS_OPTIONS, timeoutOption } from "../aws-options.js";
import type { CommandDefinition } from "../command.js";

export const APPROVE: CommandDefinition = {
  name: "approve",
  aliases: [],
  summary: "Let a release that waits for a person go on, or turn it down",
  description:
    "Answers the deployments that wait before their new version gets traffic (`approval` in the description), then watches them to their end. With --reject the earlier version goes on serving, and that is the good end.",
  arguments: [{ name: "[service]", says: "name of a service; else all that wait" }],
  options: [{ flags: "--reject", says: "turn it down: ECS goes back" }, timeoutOption("1h"), ...AWS_OPTIONS],
  output: "events",
  examples: [
    { command: "fairlead approve -e prod", says: "Let what waits go on" },
    { command: "fairlead approve api --reject -e prod", says: "Turn it down" },
  ],
  load: async () => (await import("../../commands/approve.js")).runApprove,
};
