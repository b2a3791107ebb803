import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { USAGE_GROUPS } from "../../state/usage.js";
import { describeRoute } from "../describe-route.js";
import type { ManagementPorts } from "../management-ports.js";
import { parseInput } from "../parse-input.js";

const DAY_MS = 86_400_000;
/** A month at a glance. */
const DEFAULT_DAYS = 30;

const questionShape = z.object({
  project_id: z.string().max(100).optional(),
  from: z.iso.date().optional().describe("First day, UTC; 30 days up to `to` when nothing is said."),
  to: z.iso.date().optional().describe("Last day, UTC; today when nothing is said."),
  group_by: z.enum(USAGE_GROUPS).default("day"),
});
const rowShape = z.object({
  project_id: z.string(),
  group: z.string().describe("The day, the model or the token's id."),
  requests: z.int(),
  failed_requests: z.int(),
  unpriced_requests: z.int().describe("Requests whose cost is not known, and so not in cost_usd."),
  input_tokens: z.int(),
  output_tokens: z.int(),
  cost_usd: z.number(),
});
const answerShape = z.object({
  from: z.string(),
  to: z.string(),
  group_by: z.enum(USAGE_GROUPS),
  rows: z.array(rowShape),
});

export function addUsageRoutes(app: FastifyInstance, { repositories, now }: ManagementPorts): void {
  app.get(
    "/usage",
    {
      schema: describeRoute({
        summary: "Requests, tokens and cost by project and day, model or token; some seconds behind",
        tags: ["usage"],
        querystring: questionShape,
        answers: { 200: answerShape },
      }),
    },
    async (request): Promise<z.infer<typeof answerShape>> => {
      const query = parseInput(questionShape, request.query);
      const to = query.to ?? dayOf(now());
      const from = query.from ?? dayOf(Date.parse(to) - (DEFAULT_DAYS - 1) * DAY_MS);
      const rows = await repositories.usage.sum({
        projectId: query.project_id ?? null,
        from,
        to,
        groupBy: query.group_by,
      });
      return {
        from,
        to,
        group_by: query.group_by,
        rows: rows.map((row) => ({
          project_id: row.projectId,
          group: row.group,
          requests: row.requests,
          failed_requests: row.failedRequests,
          unpriced_requests: row.unpricedRequests,
          input_tokens: row.inputTokens,
          output_tokens: row.outputTokens,
          cost_usd: row.costUsd,
        })),
      };
    },
  );
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
