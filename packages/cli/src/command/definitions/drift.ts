import { AWS_OPTIONS } from "../aws-options.js";
import type { CommandDefinition } from "../command.js";

export const DRIFT: CommandDefinition = {
  name: "drift",
  aliases: [],
  summary: "What somebody changed by hand",
  description:
    "Has CloudFormation compare every stack of the environment with the template that it was deployed by, and says which parts of the description are not as they were deployed. Resources that CloudFormation can't compare are left out. Nothing is touched.",
  arguments: [],
  options: [{ flags: "--exit-code", says: "end with 2 when something was changed" }, ...AWS_OPTIONS],
  output: "events",
  examples: [{ command: "fairlead drift -e prod --exit-code", says: "For a nightly job" }],
  load: async () => (await import("../../commands/drift.js")).runDrift,
};
