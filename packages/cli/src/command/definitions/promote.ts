import type { CommandDefinition } from "../command.js";
import { RELEASE_OPTIONS } from "../release-options.js";

export const PROMOTE: CommandDefinition = {
  name: "promote",
  aliases: [],
  summary: "Deploy to one environment the very images that served in another",
  description:
    "Takes the digests of the youngest release of the first environment that ended with what was asked for serving (or of `--release`), copies them byte for byte into the repositories of the second, and deploys that one with them: plan, approval, release jobs, rollout, record, as `fairlead deploy`. Nothing is built.",
  arguments: [
    { name: "<from>", says: "environment that the images served in" },
    { name: "<to>", says: "environment that is deployed" },
  ],
  options: [
    { flags: "--release <number>", says: "take this release of the first environment" },
    { flags: "--source-profile <name>", says: "profile for the first environment, if it is of another account" },
    ...RELEASE_OPTIONS,
  ],
  output: "events",
  examples: [
    { command: "fairlead promote staging prod", says: "What serves in staging, to production" },
    {
      command: "fairlead promote staging prod --release 41 --yes",
      says: "A certain release of staging, without a question",
    },
  ],
  load: async () => (await import("../../commands/promote.js")).runPromote,
};
