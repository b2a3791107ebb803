import { AWS_OPTIONS, timeoutOption } from "../aws-options.js";
import type { CommandDefinition } from "../command.js";

export const SCALE: CommandDefinition = {
  name: "scale",
  aliases: [],
  summary: "Change how many tasks of a service run, now",
  description:
    "Sets the number of a service's tasks, or the range that autoscaling may choose from, and waits until they are there and healthy. It holds until something else changes it: autoscaling within its range, or a deployment, which goes by the description.",
  arguments: [
    { name: "<service>", says: "name of the service in the description" },
    { name: "[tasks]", says: "how many are to run now" },
  ],
  options: [
    { flags: "--min <tasks>", says: "the least that autoscaling keeps" },
    { flags: "--max <tasks>", says: "the most that autoscaling makes" },
    timeoutOption("15m"),
    ...AWS_OPTIONS,
  ],
  output: "events",
  examples: [
    { command: "fairlead scale worker 4 -e prod", says: "Four tasks" },
    { command: "fairlead scale api --min 4 --max 20 -e prod", says: "Another range, before a busy day" },
  ],
  load: async () => (await import("../../commands/scale.js")).runScale,
};
