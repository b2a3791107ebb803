import { AWS_OPTIONS, timeoutOption } from "../aws-options.js";
import type { CommandDefinition } from "../command.js";

export const RUN: CommandDefinition = {
  name: "run",
  aliases: [],
  summary: "Run a job now, and end with its exit code",
  description:
    "Starts one task of a job as it is deployed, with its network, permissions and secrets, shows what it writes, and ends with the exit code of its container. After `--` comes a command that is run instead of the job's own. Ctrl-C on a terminal asks whether to keep waiting, to leave it running, or to stop it; elsewhere it is left running.",
  arguments: [
    { name: "<job>", says: "a job of the description" },
    { name: "[command...]", says: "after `--`: instead of the job's own command" },
  ],
  options: [timeoutOption("1h"), ...AWS_OPTIONS],
  output: "events",
  examples: [
    { command: "fairlead run migrate -e prod", says: "Run a job by hand" },
    {
      command: "fairlead run migrate -e prod -- node dist/repair.js",
      says: "Another command with all that the job has",
    },
  ],
  load: async () => (await import("../../commands/run-job.js")).runRun,
};
