import { AWS_OPTIONS } from "../aws-options.js";
import type { CommandDefinition } from "../command.js";

export const LOGS: CommandDefinition = {
  name: "logs",
  aliases: [],
  summary: "Show what containers wrote, of all services or of one",
  description:
    "Shows the lines of all containers of all services and jobs in the order of time, those of the last ten minutes, or of one service or job. With --follow it goes on until Ctrl-C, through throttling too. With --previous it shows the task that stopped last, from its first line on. With --json each line is one event.",
  arguments: [{ name: "[part]", says: "a service or a job; else all" }],
  options: [
    { flags: "-f, --follow", says: "go on with what is written from now on" },
    { flags: "--since <time>", says: "from so long ago on (90s, 10m, 2h) or from a time in ISO form; default 10m" },
    { flags: "--until <time>", says: "up to so long ago, or to a time in ISO form" },
    { flags: "--filter <pattern>", says: "only lines that match a filter pattern of CloudWatch Logs" },
    { flags: "--limit <number>", says: "the latest so many lines; default 1000" },
    { flags: "--container <name>", says: "only this container; else sidecars too" },
    { flags: "--task <id>", says: "only the task whose id begins so" },
    { flags: "-p, --previous", says: "the task that stopped last" },
    ...AWS_OPTIONS,
  ],
  output: "events",
  examples: [
    { command: "fairlead logs proxy -f -e prod", says: "Follow one service" },
    { command: "fairlead logs proxy -p -e prod", says: "What the task wrote that stopped last" },
    { command: 'fairlead logs --since 1h --filter "?ERROR ?Error" -e prod', says: "Errors of the last hour" },
  ],
  load: async () => (await import("../../commands/logs.js")).runLogs,
};
