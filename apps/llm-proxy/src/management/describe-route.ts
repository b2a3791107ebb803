import type { FastifySchema } from "fastify";
import { z } from "zod";
import { errorShape } from "./shapes.js";

export interface RouteDescription {
  readonly summary: string;
  readonly tags: string[];
  readonly params?: z.ZodType;
  readonly querystring?: z.ZodType;
  readonly body?: z.ZodType;
  /** By status. */
  readonly answers: Readonly<Record<number, z.ZodType>>;
}

/** What OpenAPI's document says of a route, from the same schemas that the handler parses with. */
export const describeRoute = ({ params, querystring, body, answers, ...rest }: RouteDescription): FastifySchema => ({
  ...rest,
  ...(params !== undefined && { params: toJson(params, "input") }),
  ...(querystring !== undefined && { querystring: toJson(querystring, "input") }),
  ...(body !== undefined && { body: toJson(body, "input") }),
  response: {
    ...Object.fromEntries(Object.entries(answers).map(([status, shape]) => [status, toJson(shape, "output")])),
    default: toJson(errorShape, "output"),
  },
});

function toJson(shape: z.ZodType, io: "input" | "output"): Record<string, unknown> {
  const schema: Record<string, unknown> = { ...z.toJSONSchema(shape, { io, unrepresentable: "any" }) };
  // OpenAPI 3.1 speaks this dialect anyhow.
  delete schema["$schema"];
  return schema;
}
