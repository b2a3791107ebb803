import { AWS_OPTIONS, timeoutOption } from "../aws-options.js";
import type { CommandDefinition } from "../command.js";

export const ROLLBACK: CommandDefinition = {
  name: "rollback",
  aliases: [],
  summary: "Undo a release: go back to the one before, or to a named one",
  description:
    "Brings every service back to what it was in an earlier release that ended well: task definition, health checks of its target groups and range of its scaling together. What ECS is still deploying is taken back first, and a `fairlead deploy` that is under way elsewhere is taken over. Ends well only if the earlier version serves; a version that can't run any more is taken back by ECS, and then everything is put as it was. Databases and migrations are left as they are. CloudFormation still holds the later release until the next deployment. Interrupted and run again, it carries on.",
  arguments: [{ name: "[release]", says: "number of a release; else the good one before" }],
  options: [timeoutOption("1h"), ...AWS_OPTIONS],
  output: "events",
  examples: [
    { command: "fairlead rollback -e prod", says: "Go back to the release before" },
    { command: "fairlead rollback 41 -e prod", says: "Go back, or forward, to release 41" },
  ],
  load: async () => (await import("../../commands/rollback.js")).runRollback,
};
