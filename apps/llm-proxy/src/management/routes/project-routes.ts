import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { GatewayError } from "../../errors/gateway-error.js";
import type { Project } from "../../state/project.js";
import type { Repositories } from "../../state/repositories.js";
import { notesOf } from "../audit-hooks.js";
import { describeRoute } from "../describe-route.js";
import type { ManagementPorts } from "../management-ports.js";
import { notFound } from "../not-found.js";
import { pagingShape, tellNextPage } from "../paging.js";
import { parseInput } from "../parse-input.js";
import { policyShape, projectShape, showProject } from "../shapes.js";

const idShape = z.object({ id: z.string().max(100) });
const listShape = z.object(pagingShape);
const providerKey = z.string().min(1).max(10_000);
const keyShapes = {
  provider_keys: z
    .record(z.string(), providerKey.nullable())
    .optional()
    .describe("The project's own keys by provider; null takes one away. Written, never read back."),
  api_key: providerKey.optional().describe("The same as provider_keys.openai, as sofatutor/llm-proxy has it."),
  openai_api_key: providerKey.optional().describe("The same as api_key."),
};
const name = z.string().trim().min(1).max(200);
const createShape = z.strictObject({ name, policy: policyShape.prefault({}), ...keyShapes });
const updateShape = z.strictObject({
  name: name.optional(),
  is_active: z.boolean().optional(),
  policy: policyShape.optional(),
  ...keyShapes,
});

export function addProjectRoutes(app: FastifyInstance, ports: ManagementPorts): void {
  addReading(app, ports);
  addCreating(app, ports);
  addUpdating(app, ports);
  app.delete(
    "/projects/:id",
    {
      config: { action: "project.delete" },
      schema: describeRoute({ summary: "Not possible", tags: ["projects"], params: idShape, answers: {} }),
    },
    (request, reply) => {
      notesOf(request).projectId = idOf(request);
      reply.header("allow", "GET, PATCH");
      throw new GatewayError({
        status: 405,
        type: "invalid_request_error",
        code: "method_not_allowed",
        message:
          "Projects are not deleted, since usage and audit go on naming them. Switch it off: PATCH is_active: false.",
      });
    },
  );
}

function addReading(app: FastifyInstance, { repositories }: ManagementPorts): void {
  const tags = ["projects"];
  app.get(
    "/projects",
    {
      schema: describeRoute({
        summary: "Projects, by id",
        tags,
        querystring: listShape,
        answers: { 200: z.array(projectShape) },
      }),
    },
    async (request, reply) => {
      const { limit, after } = parseInput(listShape, request.query);
      const projects = await repositories.projects.list({ limit, after: after ?? null });
      tellNextPage(reply, projects, limit);
      return projects.map(showProject);
    },
  );
  app.get(
    "/projects/:id",
    { schema: describeRoute({ summary: "One project", tags, params: idShape, answers: { 200: projectShape } }) },
    async (request) => showProject((await repositories.projects.find(idOf(request))) ?? notFound("project")),
  );
}

function addCreating(app: FastifyInstance, ports: ManagementPorts): void {
  app.post(
    "/projects",
    {
      config: { action: "project.create" },
      schema: describeRoute({
        summary: "Make a project",
        tags: ["projects"],
        body: createShape,
        answers: { 201: projectShape },
      }),
    },
    async (request, reply) => {
      const input = parseInput(createShape, request.body);
      const keys = keysOf(input, ports.providers);
      const id = ports.newId();
      const at = new Date(ports.now());
      const project = await ports.repositories.transact(async (inside) => {
        const made = await inside.projects.create({ id, name: input.name, policy: input.policy }, at);
        if (made === "name-taken") throw nameTaken();
        await writeKeys(ports, inside, { projectId: id, keys, at });
        return (await inside.projects.find(id)) ?? notFound("project");
      });
      notesOf(request).projectId = id;
      return reply.status(201).send(showProject(project));
    },
  );
}

function addUpdating(app: FastifyInstance, ports: ManagementPorts): void {
  app.patch(
    "/projects/:id",
    {
      config: { action: "project.update" },
      schema: describeRoute({
        summary: "Change a project; what is absent stays as it is",
        tags: ["projects"],
        params: idShape,
        body: updateShape,
        answers: { 200: projectShape },
      }),
    },
    async (request) => {
      const projectId = idOf(request);
      notesOf(request).projectId = projectId;
      const input = parseInput(updateShape, request.body);
      const keys = keysOf(input, ports.providers);
      const at = new Date(ports.now());
      const project = await ports.repositories.transact(async (inside): Promise<Project> => {
        const change = { name: input.name, isActive: input.is_active, policy: input.policy };
        const changed = await inside.projects.update(projectId, change, at);
        if (changed === "name-taken") throw nameTaken();
        if (changed === null) return notFound("project");
        await writeKeys(ports, inside, { projectId, keys, at });
        return (await inside.projects.find(projectId)) ?? notFound("project");
      });
      await ports.invalidations.publish({ kind: "project", projectId });
      return showProject(project);
    },
  );
}

const idOf = (request: FastifyRequest): string => parseInput(idShape, request.params).id;

interface KeysInput {
  readonly provider_keys?: Readonly<Record<string, string | null>> | undefined;
  readonly api_key?: string | undefined;
  readonly openai_api_key?: string | undefined;
}

/** @throws GatewayError 400 for a provider that nobody knows */
function keysOf(input: KeysInput, providers: readonly string[]): Map<string, string | null> {
  const keys = new Map(Object.entries(input.provider_keys ?? {}));
  const compatible = input.api_key ?? input.openai_api_key;
  if (compatible !== undefined) keys.set("openai", compatible);
  if ([...keys.keys()].every((provider) => providers.includes(provider))) return keys;
  throw new GatewayError({
    status: 400,
    type: "invalid_request_error",
    code: "unknown_provider",
    param: "provider_keys",
    // The name given is not repeated: somebody may have written the key in its place.
    message: `provider_keys names a provider that the gateway doesn't know. Known are ${providers.join(", ")}.`,
  });
}

async function writeKeys(
  ports: ManagementPorts,
  inside: Repositories,
  { projectId, keys, at }: { projectId: string; keys: ReadonlyMap<string, string | null>; at: Date },
): Promise<void> {
  for (const [provider, key] of keys) {
    if (key === null) await inside.providerKeys.remove(projectId, provider);
    else await inside.providerKeys.put(projectId, ports.sealer.seal(projectId, provider, key), at);
  }
}

const nameTaken = (): GatewayError =>
  new GatewayError({
    status: 409,
    type: "invalid_request_error",
    code: "name_taken",
    param: "name",
    message: "Another project bears this name already.",
  });
