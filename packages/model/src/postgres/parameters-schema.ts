import { z } from "zod";
import { rule } from "../problem/rule.js";

/** What the rest of Fairlead relies on. */
const OWN: ReadonlySet<string> = new Set(["rds.force_ssl", "rds.allowed_delegated_extensions"]);

const nameSchema = z.string().check(
  rule(
    (name) => /^[a-z][a-z0-9_.]*$/u.test(name),
    (name) => ({
      code: "InvalidParameterName",
      message: `"${name}" is not the name of a parameter of PostgreSQL.`,
      fix: 'Write it as PostgreSQL does, e.g. "work_mem".',
    }),
  ),
  rule(
    (name) => !OWN.has(name),
    (name) => ({
      code: "OwnParameter",
      message: `${name} is set by Fairlead: TLS is always required, and extensions are made for the app.`,
      fix: "Remove it.",
    }),
  ),
);

const UNIT = /^\s*(\d+)\s*(kB|MB|GB|TB|us|ms|s|min|h|d)\s*$/iu;

/** RDS refuses units, which postgresql.conf takes (RDS user guide, "Specifying DB parameters", as of 2025). */
const valueSchema = z.union([z.number(), z.boolean(), z.string().min(1)]).check(
  rule(
    (value) => typeof value !== "string" || !UNIT.test(value),
    (value) => ({
      code: "ParameterWithUnit",
      message: `RDS takes no units: "${String(value)}" would be refused.`,
      fix: "Write the number alone, in the unit that PostgreSQL's page of the parameter names: pages of 8 KiB for shared_buffers (256 MB are 32768), KiB for work_mem, ms for timeouts.",
    }),
  ),
);

/** Parameters of a server, by name. */
export const parametersSchema = z.record(nameSchema, valueSchema);
