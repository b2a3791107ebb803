import type { CommandDefinition } from "./command.js";
import { DEPLOY } from "./definitions/deploy.js";
import { EXEC } from "./definitions/exec.js";
import { LOGS } from "./definitions/logs.js";
import { RUN } from "./definitions/run.js";
import { WHY } from "./definitions/why.js";

/** Commands that speak to AWS, in the order of the help; each is defined in a file of its own in `definitions/`. */
export const AWS_COMMANDS: readonly CommandDefinition[] = [DEPLOY, LOGS, WHY, RUN, EXEC];
