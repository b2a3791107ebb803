import type { z } from "zod";
import { GatewayError } from "../errors/gateway-error.js";

/** Parses what came from outside; zod's messages name fields and types, and never values. @throws GatewayError 400 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join(".") || "(body)"}: ${message}`);
  throw new GatewayError({
    status: 400,
    type: "invalid_request_error",
    code: "invalid_value",
    param: result.error.issues[0]?.path.join(".") ?? null,
    message: problems.join("; "),
  });
}
