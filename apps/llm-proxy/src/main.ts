#!/usr/bin/env node
import { demoCommand } from "./demo/demo-command.js";
import { dispatcherCommand } from "./commands/dispatcher-command.js";
import { healthCommand } from "./commands/health-command.js";
import { migrateCommand } from "./commands/migrate-command.js";
import { serverCommand } from "./commands/server-command.js";
import { packageVersion } from "./commands/version.js";
import { loadConfiguration } from "./config/load-configuration.js";
import { type Command, COMMANDS } from "./config/requirements.js";
import { ConfigurationError } from "./errors/configuration-error.js";
import { StartupError } from "./errors/startup-error.js";
import { createRedaction } from "./telemetry/redaction.js";

const USAGE = `Usage: llm-proxy <command>

  server       the gateway: /v1, /manage, /health, /ready, /live
  dispatcher   brings events from Redis to the sinks
  migrate      brings the database's schema up to date, seals provider keys anew after a rotation
  health       asks /live of the own process (exit code 0: it lives); "health 8082" asks another port
  demo         all of it in one process with an upstream of its own, without any key

Every variable is explained in docs/configuration.md.
`;

async function main(argv: readonly string[]): Promise<number> {
  const [name, port] = argv;
  const command = COMMANDS.find((known) => known === name);
  if (command === undefined) {
    process.stderr.write(name === undefined || name === "help" ? USAGE : `There is no command "${name}".\n\n${USAGE}`);
    return name === "help" ? 0 : 2;
  }
  try {
    return await run(command, port);
  } catch (error) {
    process.stderr.write(`${tell(error)}\n`);
    return 1;
  }
}

async function run(command: Command, port: string | undefined): Promise<number> {
  if (command === "demo") return demoCommand(process.env, packageVersion());
  const configuration = loadConfiguration(command, process.env);
  switch (command) {
    case "server":
      return serverCommand(configuration, packageVersion());
    case "dispatcher":
      return dispatcherCommand(configuration);
    case "migrate":
      return migrateCommand(configuration);
    case "health": {
      const { PORT, LISTEN_ADDR } = configuration.environment;
      return healthCommand(port === undefined ? (PORT ?? LISTEN_ADDR.port) : Number(port));
    }
  }
}

/** Problems of set-up need no stack; a defect does. */
function tell(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof StartupError) return error.message;
  const redact = createRedaction([]);
  return redact(error instanceof Error ? (error.stack ?? error.message) : "A defect of an unknown kind.");
}

process.exit(await main(process.argv.slice(2)));
