import { AWS_OPTIONS, timeoutOption } from "./aws-options.js";
import type { OptionDefinition } from "./command.js";

/** Of the verbs that release: `deploy` and `promote`. */
export const RELEASE_OPTIONS: readonly OptionDefinition[] = [
  { flags: "--parameter <name=value>", says: "value of a template parameter", isRepeatable: true },
  {
    flags: "--secrets <file>",
    says: "a .env file with values for secrets that have none yet (`-` is stdin); what has one keeps it",
  },
  {
    flags: "--allow-replace <resource>",
    says: "let this resource, which holds data, be replaced; not even --yes does",
    isRepeatable: true,
  },
  {
    flags: "--allow-destroy <resource>",
    says: "let this resource, which holds data, go; not even --yes does",
    isRepeatable: true,
  },
  {
    flags: "--force",
    says: "go on although the checks found open errors, or an alarm that rolls releases back rings already",
  },
  { flags: "--exit-code", says: "end with 8 when there was nothing to do" },
  timeoutOption("2h"),
  ...AWS_OPTIONS,
];
