import type { CommandDefinition } from "./command.js";
import { STATUS } from "./definitions/status.js";
