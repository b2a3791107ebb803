import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { notesOf } from "../audit-hooks.js";
import { describeRoute } from "../describe-route.js";
import type { ManagementPorts } from "../management-ports.js";
import { parseInput } from "../parse-input.js";

const purgeShape = z.strictObject({
  project_id: z.string().max(100).optional(),
  method: z.string().max(20).optional(),
  url: z.string().max(2000).optional().describe("Path and query with which the entries' begin."),
  prefix: z.string().max(2000).optional().describe("The same as url."),
});

export function addCacheRoutes(app: FastifyInstance, { cache }: ManagementPorts): void {
  app.post(
    "/cache/purge",
    {
      config: { action: "cache.purge" },
      schema: describeRoute({
        summary: "Drop cached answers: all, or those that are named",
        tags: ["cache"],
        body: purgeShape,
        answers: { 200: z.object({ deleted: z.int() }) },
      }),
    },
    async (request) => {
      const input = parseInput(purgeShape, request.body);
      notesOf(request).projectId = input.project_id ?? null;
      const filter = {
        projectId: input.project_id ?? null,
        method: input.method?.toUpperCase() ?? null,
        urlPrefix: input.url ?? input.prefix ?? null,
      };
      return { deleted: cache === null ? 0 : await cache.purge(filter) };
    },
  );
}
