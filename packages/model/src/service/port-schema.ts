import { z } from "zod";
import { rule } from "../problem/rule.js";

/** A TCP port. */
export const portSchema = z.number().check(
  rule(
    (port) => Number.isInteger(port) && port >= 1 && port <= 65_535,
    (port) => ({
      code: "InvalidPort",
      message: `${port} is not a port.`,
      fix: "Use a whole number from 1 to 65535.",
    }),
  ),
);
