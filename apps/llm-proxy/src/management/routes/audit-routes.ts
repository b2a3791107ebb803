import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { describeRoute } from "../describe-route.js";
import type { ManagementPorts } from "../management-ports.js";
import { notFound } from "../not-found.js";
import { parseInput } from "../parse-input.js";
import { auditShape, showAuditEvent } from "../shapes.js";

const text = z.string().max(200).optional();
const cursor = z.coerce.number().int().min(1);
const listShape = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  before: cursor.optional().describe("The `next_cursor` of the page before."),
  project_id: text,
  token_id: text,
  action: text,
  outcome: z.enum(["success", "failure", "denied", "error"]).optional(),
});
const idShape = z.object({ id: cursor });
const pageShape = z.object({
  events: z.array(auditShape),
  pagination: z.object({ next_cursor: z.int().nullable() }),
});

export function addAuditRoutes(app: FastifyInstance, { repositories }: ManagementPorts): void {
  const tags = ["audit"];
  app.get(
    "/audit",
    {
      schema: describeRoute({
        summary: "Who changed what, newest first",
        tags,
        querystring: listShape,
        answers: { 200: pageShape },
      }),
    },
    async (request) => {
      const query = parseInput(listShape, request.query);
      const { action, outcome, project_id: projectId, token_id: tokenId } = query;
      const filter = { projectId, tokenId, action, outcome };
      const events = await repositories.auditEvents.list(filter, query.limit, query.before ?? null);
      const next = events.length === query.limit ? (events.at(-1)?.id ?? null) : null;
      return { events: events.map(showAuditEvent), pagination: { next_cursor: next } };
    },
  );
  app.get(
    "/audit/:id",
    { schema: describeRoute({ summary: "One entry", tags, params: idShape, answers: { 200: auditShape } }) },
    async (request) => {
      const { id } = parseInput(idShape, request.params);
      return showAuditEvent((await repositories.auditEvents.find(id)) ?? notFound("audit event"));
    },
  );
}
