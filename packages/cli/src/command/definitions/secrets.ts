import { AWS_OPTIONS, timeoutOption } from "../aws-options.js";
import type { CommandDefinition } from "../command.js";

export const SECRETS: CommandDefinition = {
  name: "secrets",
  aliases: [],
  summary: "Set, list, import and rotate an environment's secrets; services start anew with them",
  description:
    "`list` says of each secret whether it is there and who uses it, never its value. `set <name>` reads the value from stdin, or asks for it without showing it; never from the command line, where the shell's history and every process of the machine would see it. `import <file>` takes a .env file, maps its variables to the secrets that containers are given by them, shows names and what would change, and asks. `rotate <name>` makes a new value for a secret that Fairlead generates, or starts the rotation of a database's login. After a change the services that use the secret start anew, as a release of its own in the ledger; when one can't start with it, the value before holds again. A parameter's value stands in the description and changes with it.",
  arguments: [
    { name: "<action>", says: "set, list, import or rotate", choices: ["set", "list", "import", "rotate"] },
    { name: "[name]", says: "name of a secret; for import, the file (`-` is stdin)" },
    { name: "[value]", says: "refused, wherever it is given: a value doesn't belong on a command line" },
  ],
  options: [
    { flags: "--key <field>", says: "set one field of a secret that holds JSON" },
    { flags: "--even-generated", says: "set secrets too that Fairlead makes by itself" },
    {
      flags: "--allow-loss <name>",
      says: "rotate this key although what it encrypted can't be read with another one",
      isRepeatable: true,
    },
    timeoutOption("1h"),
    ...AWS_OPTIONS,
  ],
  examples: [
    { command: "fairlead secrets list -e prod", says: "What is there, what lacks, and who uses it" },
    { command: "fairlead secrets set openai-api-key -e prod", says: "Be asked for the value" },
    {
      command: "pass show openai | fairlead secrets set openai-api-key -e prod",
      says: "Take it from a password manager",
    },
    { command: "fairlead secrets import .env.prod -e prod", says: "All that the file has, after a look at the names" },
    { command: "fairlead secrets rotate management-token -e prod", says: "Another value, made by Secrets Manager" },
  ],
  load: async () => (await import("../../commands/secrets.js")).runSecrets,
};
