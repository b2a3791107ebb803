import { z } from "zod";
import { rule } from "../problem/rule.js";

/** Aurora capacity units: 0 to 256 in steps of 0.5 (Aurora user guide, "Requirements and limitations for Aurora Serverless v2", 2026-11). */
export const acuSchema = z
  .number()
  .min(0)
  .max(256)
  .check(
    rule(
      (acu) => Number.isInteger(acu * 2),
      (acu) => ({
        code: "InvalidCapacityStep",
        message: `Aurora counts capacity in steps of 0.5; ${acu} is between two of them.`,
        fix: `Use ${Math.round(acu * 2) / 2}.`,
      }),
    ),
  );
