import { z } from "zod";
import { durationSchema } from "../duration/duration-schema.js";
import { optionsObject } from "../problem/options-object.js";
import { rule } from "../problem/rule.js";

const healthCommandSchema = z.array(z.string()).check(
  rule(
    ([first, ...rest]) => (first === "CMD" || first === "CMD-SHELL") && rest.length > 0,
    () => ({
      code: "InvalidHealthCommand",
      message: "A container's health check starts with CMD or CMD-SHELL and goes on with what is run.",
      fix: 'Write it like ["CMD", "node", "health.js"] or ["CMD-SHELL", "curl -f http://localhost:8080/health"].',
    }),
  ),
);

/** Ranges: ECS, HealthCheck (quoted by aws-cdk-lib 2.276, 2026-11). */
export const containerHealthSchema = z.union([
  healthCommandSchema,
  optionsObject({
    command: healthCommandSchema,
    interval: durationSchema({ minSeconds: 5, maxSeconds: 300 }).optional(),
    timeout: durationSchema({ minSeconds: 2, maxSeconds: 60 }).optional(),
    retries: z.int().min(1).max(10).optional(),
    startPeriod: durationSchema({ minSeconds: 0, maxSeconds: 300 }).optional(),
  }),
]);
