import { AWS_OPTIONS } from "../aws-options.js";
import type { CommandDefinition } from "../command.js";

export const WHY: CommandDefinition = {
  name: "why",
  aliases: [],
  summary: "Say why tasks failed, with the last lines of their logs and what to do",
  description:
    "Reads the tasks that stopped within the last hour, which is as long as ECS remembers them, and says for each way in which they failed what happened (no image, no secret, out of memory, exit codes, health checks, …), what they wrote last, what they ran that the others don't, and what to do.",
  arguments: [{ name: "[part]", says: "a service or a job; else all" }],
  options: AWS_OPTIONS,
  examples: [{ command: "fairlead why proxy -e prod", says: "After a rollback" }],
  load: async () => (await import("../../commands/why.js")).runWhy,
};
