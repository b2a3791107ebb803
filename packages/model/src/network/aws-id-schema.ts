import { z } from "zod";
import { rule } from "../problem/rule.js";

/** An id of EC2's, which starts with the word for what it names. */
export const awsIdSchema = (prefix: "vpc" | "subnet" | "sg", what: string) =>
  z.string().check(
    rule(
      (id) => new RegExp(`^${prefix}-[0-9a-f]{8,17}$`, "u").test(id),
      (id) => ({
        code: "InvalidId",
        message: `"${id}" is not the id of a ${what}.`,
        fix: `Write it as EC2 shows it, e.g. "${prefix}-0123456789abcdef0".`,
      }),
    ),
  );
