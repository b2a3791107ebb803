import type { RequestListener } from "node:http";
import fastify, { LogController } from "fastify";
import type { Logger } from "pino";
import { adminPage } from "../admin/admin-page.js";
import { GatewayError } from "../errors/gateway-error.js";
import { managementApi } from "../management/management-api.js";
import type { ManagementPorts } from "../management/management-ports.js";
import { errorEnvelope } from "./plain-reply.js";

export interface ControlPlaneSettings {
  /** Networks whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly hasAdminPage: boolean;
}

/** The management API and the admin page, to be called for single requests; it listens nowhere by itself. */
export interface ControlPlane {
  readonly handle: RequestListener;
  close(): Promise<void>;
}

/** Projects and tokens are small. */
const MAXIMUM_BODY_BYTES = 256 * 1024;

export async function createControlPlane(
  ports: ManagementPorts,
  settings: ControlPlaneSettings,
  log: Logger,
): Promise<ControlPlane> {
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAXIMUM_BODY_BYTES,
    trustProxy: settings.trustedProxies.length === 0 ? false : [...settings.trustedProxies],
    genReqId: ports.newId,
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.status(404).type("application/json").send(errorEnvelope(unknownUrl)),
  );
  await app.register((scope) => managementApi(scope, ports), { prefix: "/manage" });
  if (settings.hasAdminPage) await app.register((scope) => adminPage(scope, { host: null }));
  await app.ready();
  return {
    handle: (request, response) => {
      app.routing(request, response);
    },
    close: () => app.close(),
  };
}

const unknownUrl = new GatewayError({
  status: 404,
  type: "invalid_request_error",
  code: "unknown_url",
  message: "There is nothing here.",
});
