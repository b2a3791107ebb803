import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { NO_LIMITS } from "../../access/grant-schema.js";
import { newTokenSecret } from "../../access/token-secret.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { notesOf } from "../audit-hooks.js";
import { describeRoute } from "../describe-route.js";
import type { ManagementPorts } from "../management-ports.js";
import { notFound } from "../not-found.js";
import { pagingShape, tellNextPage } from "../paging.js";
import { parseInput } from "../parse-input.js";
import { limitsShape, mergeLimits, namesLimits, newTokenShape, showToken, tokenShape } from "../shapes.js";

/** A year, as in sofatutor/llm-proxy. */
const MAXIMUM_MINUTES = 525_600;
/** 30 days, as in sofatutor/llm-proxy: a token that nobody thinks of any more ends by itself. */
const DEFAULT_MINUTES = 43_200;
const MINUTE_MS = 60_000;

const tags = ["tokens"];
const idShape = z.object({ id: z.string().max(100) });
const flag = z.enum(["true", "false"]).transform((text) => text === "true");
const listShape = z.object({
  ...pagingShape,
  project_id: z.string().max(100).optional(),
  projectId: z.string().max(100).optional().describe("The same as project_id."),
  active_only: flag.optional(),
  activeOnly: flag.optional().describe("The same as active_only."),
});
const lifeShapes = {
  name: z.string().trim().max(200).optional(),
  duration_minutes: z
    .int()
    .min(1)
    .max(MAXIMUM_MINUTES)
    .optional()
    .describe("From now on; 30 days when nothing is said."),
  expires_at: z.iso
    .datetime({ offset: true })
    .nullable()
    .optional()
    .describe("Instead of duration_minutes; null: never."),
};
const createShape = limitsShape.extend({ project_id: z.string().max(100), ...lifeShapes });
const updateShape = limitsShape.extend({ is_active: z.boolean().optional(), ...lifeShapes });

export function addTokenRoutes(app: FastifyInstance, ports: ManagementPorts): void {
  addReading(app, ports);
  addCreating(app, ports);
  addUpdating(app, ports);
  addRevoking(app, ports);
}

function addReading(app: FastifyInstance, { repositories, now }: ManagementPorts): void {
  app.get(
    "/tokens",
    {
      schema: describeRoute({
        summary: "Tokens, by id; never their secrets",
        tags,
        querystring: listShape,
        answers: { 200: z.array(tokenShape) },
      }),
    },
    async (request, reply) => {
      const query = parseInput(listShape, request.query);
      const filter = {
        projectId: query.project_id ?? query.projectId ?? null,
        activeOnly: query.active_only ?? query.activeOnly ?? false,
      };
      const page = { limit: query.limit, after: query.after ?? null };
      const tokens = await repositories.tokens.list(filter, page, new Date(now()));
      tellNextPage(reply, tokens, query.limit);
      return tokens.map(showToken);
    },
  );
  app.get(
    "/tokens/:id",
    { schema: describeRoute({ summary: "One token", tags, params: idShape, answers: { 200: tokenShape } }) },
    async (request) => showToken((await repositories.tokens.find(idOf(request))) ?? notFound("token")),
  );
}

function addCreating(app: FastifyInstance, ports: ManagementPorts): void {
  app.post(
    "/tokens",
    {
      config: { action: "token.create" },
      schema: describeRoute({
        summary: "Make a token; its secret is shown this once",
        tags,
        body: createShape,
        answers: { 201: newTokenShape },
      }),
    },
    async (request, reply) => {
      const input = parseInput(createShape, request.body);
      notesOf(request).projectId = input.project_id;
      const project = (await ports.repositories.projects.find(input.project_id)) ?? notFound("project");
      if (!project.isActive) throw projectInactive();
      const { secret, tokenHash } = newTokenSecret(ports.tokenPrefix);
      const token = await ports.repositories.tokens.create(
        {
          id: ports.newId(),
          tokenHash,
          projectId: project.id,
          name: input.name ?? "",
          expiresAt: expiryOf(input, ports.now()) ?? null,
          limits: mergeLimits(NO_LIMITS, input),
        },
        new Date(ports.now()),
      );
      notesOf(request).tokenId = token.id;
      return reply.status(201).send({ ...showToken(token), token: secret });
    },
  );
}

function addUpdating(app: FastifyInstance, ports: ManagementPorts): void {
  app.patch(
    "/tokens/:id",
    {
      config: { action: "token.update" },
      schema: describeRoute({
        summary: "Change a token; what is absent stays as it is",
        tags,
        params: idShape,
        body: updateShape,
        answers: { 200: tokenShape },
      }),
    },
    async (request) => {
      const tokenId = idOf(request);
      const notes = notesOf(request);
      notes.tokenId = tokenId;
      const input = parseInput(updateShape, request.body);
      const old = (await ports.repositories.tokens.find(tokenId)) ?? notFound("token");
      notes.projectId = old.projectId;
      const namesExpiry = input.duration_minutes !== undefined || input.expires_at !== undefined;
      const token = await ports.repositories.tokens.update(
        tokenId,
        {
          name: input.name,
          isActive: input.is_active,
          limits: namesLimits(input) ? mergeLimits(old.limits, input) : undefined,
          expiresAt: namesExpiry ? expiryOf(input, ports.now()) : undefined,
        },
        new Date(ports.now()),
      );
      if (token === "revoked") throw revoked();
      await ports.invalidations.publish({ kind: "token", tokenId });
      return showToken(token ?? notFound("token"));
    },
  );
}

function addRevoking(app: FastifyInstance, { repositories, invalidations, now }: ManagementPorts): void {
  app.delete(
    "/tokens/:id",
    {
      config: { action: "token.revoke" },
      schema: describeRoute({
        summary: "Revoke a token for good; again and again the same",
        tags,
        params: idShape,
        answers: { 204: z.null() },
      }),
    },
    async (request, reply) => {
      const tokenId = idOf(request);
      const notes = notesOf(request);
      notes.tokenId = tokenId;
      const token = (await repositories.tokens.revoke(tokenId, new Date(now()))) ?? notFound("token");
      notes.projectId = token.projectId;
      await invalidations.publish({ kind: "token", tokenId });
      return reply.status(204).send();
    },
  );
  app.post(
    "/projects/:id/tokens/revoke",
    {
      config: { action: "project.revoke-tokens" },
      schema: describeRoute({
        summary: "Revoke every token of a project",
        tags,
        params: idShape,
        answers: { 200: z.object({ revoked_count: z.int() }) },
      }),
    },
    async (request) => {
      const projectId = idOf(request);
      notesOf(request).projectId = projectId;
      if ((await repositories.projects.find(projectId)) === null) notFound("project");
      const count = await repositories.tokens.revokeAllOf(projectId, new Date(now()));
      await invalidations.publish({ kind: "project", projectId });
      notesOf(request).reason = `${count} revoked`;
      return { revoked_count: count };
    },
  );
}

const idOf = (request: FastifyRequest): string => parseInput(idShape, request.params).id;

interface LifeInput {
  readonly duration_minutes?: number | undefined;
  readonly expires_at?: string | null | undefined;
}

function expiryOf(input: LifeInput, nowMs: number): Date | null {
  if (input.expires_at === null) return null;
  if (input.expires_at === undefined) {
    return new Date(nowMs + (input.duration_minutes ?? DEFAULT_MINUTES) * MINUTE_MS);
  }
  const expiresAt = new Date(input.expires_at);
  if (input.duration_minutes === undefined && expiresAt.getTime() > nowMs) return expiresAt;
  throw new GatewayError({
    status: 400,
    type: "invalid_request_error",
    code: "invalid_value",
    param: "expires_at",
    message: "expires_at must lie in the future, and can't be given together with duration_minutes.",
  });
}

const projectInactive = (): GatewayError =>
  new GatewayError({
    status: 403,
    type: "permission_error",
    code: "project_inactive",
    param: "project_id",
    message: "The project is switched off. Switch it on first: PATCH is_active: true.",
  });

const revoked = (): GatewayError =>
  new GatewayError({
    status: 409,
    type: "invalid_request_error",
    code: "token_revoked",
    message: "The token was revoked, which is final. Make a new one.",
  });
