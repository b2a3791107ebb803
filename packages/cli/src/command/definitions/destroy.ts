import { AWS_OPTIONS } from "../aws-options.js";
import type { CommandDefinition } from "../command.js";

export const DESTROY: CommandDefinition = {
  name: "destroy",
  aliases: [],
  summary: "Take an environment away, and tell what of it is still billed",
  description:
    "Stops the services, then deletes the stacks from the last to the first. Images, logs of access and files of sites go with them; what holds data goes only if a person has seen it and typed the environment's name, or if it is named by --allow-destroy. Last snapshots of databases stay, and so does what its policy keeps: both are listed at the end, with how to remove them. Running it again goes on from what is there.",
  arguments: [],
  options: [
    {
      flags: "--allow-destroy <resource>",
      says: "let this resource, which holds data, go; the environment's name stands for all of them",
      isRepeatable: true,
    },
    ...AWS_OPTIONS,
  ],
  output: "events",
  examples: [
    { command: "fairlead destroy -e preview", says: "See what goes, and type its name" },
    { command: "fairlead destroy -e preview --yes --allow-destroy preview", says: "In CI, with all its data" },
  ],
  load: async () => (await import("../../commands/destroy.js")).runDestroy,
};
