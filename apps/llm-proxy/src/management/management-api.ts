import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { GatewayError } from "../errors/gateway-error.js";
import { notesOf, recordAudit } from "./audit-hooks.js";
import { authenticate } from "./authenticate.js";
import { sendError, toGatewayError } from "./error-reply.js";
import { LockOut } from "./lock-out.js";
import type { ManagementPorts } from "./management-ports.js";
import { addAuditRoutes } from "./routes/audit-routes.js";
import { addCacheRoutes } from "./routes/cache-routes.js";
import { addProjectRoutes } from "./routes/project-routes.js";
import { addTokenRoutes } from "./routes/token-routes.js";
import { addUsageRoutes } from "./routes/usage-routes.js";

/** The management API; register it with the prefix `/manage`. Everything below it needs the management token. */
export async function managementApi(app: FastifyInstance, ports: ManagementPorts): Promise<void> {
  // Handlers parse by themselves, with the schemas from which the document is made: one truth for both.
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  const lockOut = new LockOut(ports.now);
  app.addHook("onRequest", (request, reply, done) => {
    reply.header("cache-control", "no-store");
    notesOf(request).actor = authenticate(request, ports.managementTokens, lockOut);
    done();
  });
  // Many clients name JSON where they send no body, as for a DELETE.
  const parseJson = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") done(null, undefined);
    else void parseJson(request, body, done);
  });
  app.setErrorHandler((error, request, reply) => {
    const shown = toGatewayError(error);
    notesOf(request).reason = shown.code;
    sendError(request, reply, shown);
  });
  app.setNotFoundHandler((request, reply) => {
    const error = unknownUrl();
    notesOf(request).reason = error.code;
    sendError(request, reply, error);
  });
  recordAudit(app, ports.audit);
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "LLM Proxy: management API", version: "1" },
      components: { securitySchemes: { managementToken: { type: "http", scheme: "bearer" } } },
      security: [{ managementToken: [] }],
    },
  });
  addProjectRoutes(app, ports);
  addTokenRoutes(app, ports);
  addAuditRoutes(app, ports);
  addUsageRoutes(app, ports);
  addCacheRoutes(app, ports);
  app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
}

const unknownUrl = (): GatewayError =>
  new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "unknown_url",
    message: "The management API has nothing here. Its document is at /manage/openapi.json.",
  });
