import type { CommandDefinition } from "./command.js";
import { APPROVE } from "./definitions/approve.js";
import { BOOTSTRAP } from "./definitions/bootstrap.js";
import { DEPLOY } from "./definitions/deploy.js";
import { DESTROY } from "./definitions/destroy.js";
import { DIFF } from "./definitions/diff.js";
import { DRIFT } from "./definitions/drift.js";
import { EXEC } from "./definitions/exec.js";
import { LOGS } from "./definitions/logs.js";
import { POLICY } from "./definitions/policy.js";
import { PREFLIGHT } from "./definitions/preflight.js";
import { PROMOTE } from "./definitions/promote.js";
import { RELEASES } from "./definitions/releases.js";
import { REHEARSE } from "./definitions/rehearse.js";
import { ROLLBACK } from "./definitions/rollback.js";
import { RUN } from "./definitions/run.js";
import { SCALE } from "./definitions/scale.js";
import { SECRETS } from "./definitions/secrets.js";
import { STATUS } from "./definitions/status.js";
import { WHY } from "./definitions/why.js";

/** Commands that speak to AWS, in the order of the help; each is defined in a file of its own in `definitions/`. */
export const AWS_COMMANDS: readonly CommandDefinition[] = [
  BOOTSTRAP,
  POLICY,
  PREFLIGHT,
  REHEARSE,
  DEPLOY,
  APPROVE,
  ROLLBACK,
  PROMOTE,
  RELEASES,
  STATUS,
  LOGS,
  WHY,
  RUN,
  EXEC,
  SCALE,
  SECRETS,
  DIFF,
  DRIFT,
  DESTROY,
];
