import { AWS_OPTIONS } from "../aws-options.js";
import type { CommandDefinition } from "../command.js";

export const EXEC: CommandDefinition = {
  name: "exec",
  aliases: [],
  summary: "Enter a running task, or run a command in it",
  description:
    "Opens a session of ECS Exec in the youngest running task of a service. It needs `exec: true` in the description of the service, and session-manager-plugin on this machine. Sessions are written down in the environment's own log. The exit code is that of the plugin, which doesn't know the command's.",
  arguments: [
    { name: "<service>", says: "a service of the description" },
    { name: "[command...]", says: "after `--`; else /bin/sh" },
  ],
  options: [
    { flags: "--container <name>", says: "a sidecar instead of the service's own container" },
    { flags: "--task <id>", says: "the task whose id begins so; else the youngest" },
    ...AWS_OPTIONS,
  ],
  examples: [
    { command: "fairlead exec proxy -e dev", says: "A shell" },
    { command: "fairlead exec proxy -e dev -- node -p process.memoryUsage()", says: "One command" },
  ],
  load: async () => (await import("../../commands/exec.js")).runExec,
};
