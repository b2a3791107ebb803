import { loadConfiguration } from "../config/load-configuration.js";
import { type Command, COMMANDS } from "../config/requirements.js";
import { ConfigurationError } from "../errors/configuration-error.js";
import { StartupError } from "../errors/startup-error.js";
import { createRedaction } from "../telemetry/redaction.js";
import { packageVersion } from "./version.js";

const USAGE = `Usage: llm-proxy <command>

  server       the gateway: /v1, /manage, /health, /ready, /live
  dispatcher   brings events from Redis to the sinks
  migrate      brings the database's schema up to date, seals provider keys anew after a rotation;
               "migrate status" only tells how it stands (exit code 0: up to date)
  health       asks /live of the own process (exit code 0: it lives); "health 8082" asks another port
  demo         all of it in one process with an upstream of its own, without any key

Every variable is explained in docs/configuration.md.
`;

/** @returns The exit code: 0 done, 1 a problem that was told, 2 a command that does not exist. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  const [name, argument] = argv;
  if (name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(USAGE);
    return 0;
  }
  if (name === "--version") {
    process.stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  const command = COMMANDS.find((known) => known === name);
  if (command === undefined || !takes(command, argument)) {
    process.stderr.write(name === undefined ? USAGE : `There is no command "${argv.join(" ")}".\n\n${USAGE}`);
    return 2;
  }
  try {
    return await run(command, argument);
  } catch (error) {
    process.stderr.write(`${tell(error)}\n`);
    return 1;
  }
}

/** Whoever asks for something that isn't there, e.g. `migrate down`, must not get something else. */
function takes(command: Command, argument: string | undefined): boolean {
  switch (command) {
    case "migrate":
      return argument === undefined || argument === "status";
    case "health":
      return true;
    case "server":
    case "dispatcher":
    case "demo":
      return argument === undefined;
  }
}

/** Loads what the command needs and no more: the health check runs every few seconds beside the server, on its CPU. */
async function run(command: Command, argument: string | undefined): Promise<number> {
  switch (command) {
    case "server": {
      const { serverCommand } = await import("./server-command.js");
      return serverCommand(loadConfiguration(command, process.env), packageVersion());
    }
    case "dispatcher": {
      const { dispatcherCommand } = await import("./dispatcher-command.js");
      return dispatcherCommand(loadConfiguration(command, process.env));
    }
    case "migrate": {
      const { migrateCommand, migrateStatusCommand } = await import("./migrate-command.js");
      const configuration = loadConfiguration(command, process.env);
      return argument === "status" ? migrateStatusCommand(configuration) : migrateCommand(configuration);
    }
    case "health": {
      const { healthCommand } = await import("./health-command.js");
      return healthCommand(loadConfiguration(command, process.env).environment, argument);
    }
    case "demo": {
      const { demoCommand } = await import("../demo/demo-command.js");
      return demoCommand(process.env, packageVersion());
    }
  }
}

/** Problems of set-up need no stack; a defect does. */
function tell(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof StartupError) return error.message;
  const redact = createRedaction([]);
  return redact(error instanceof Error ? (error.stack ?? error.message) : "A defect of an unknown kind.");
}
