import { z } from "zod";
import { rule } from "../problem/rule.js";

/** A folder inside a container. */
export const absolutePathSchema = z.string().check(
  rule(
    (path) => path.startsWith("/") && path.length > 1,
    (path) => ({
      code: "InvalidWritablePath",
      message: `"${path}" is not an absolute path of a folder.`,
      fix: 'Write it like "/app/data".',
    }),
  ),
);
