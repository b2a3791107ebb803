import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import { Fault } from "@fairlead/errors";
import { forward } from "./forward.js";
import { readBody, requestScope } from "./front-request.js";

/** What stands before the emulator, and answers what that lacks. */
export interface Front {
  /** For example `http://localhost:41873`. */
  readonly endpoint: string;
  close(): Promise<void>;
}

export interface FrontOptions {
  readonly upstream: URL;
  /** What is answered here, by the service's name in a signature. */
  readonly handlers: Readonly<Record<string, FrontHandler>>;
  /** Answers what nobody has signed for AWS and begins with `/v2/`. */
  readonly registry: RegistryHandler;
}

/** Answers a request, or says that it is the emulator's to answer. */
export type FrontHandler = (request: FrontRequest) => Promise<FrontAnswer>;

interface FrontRequest {
  readonly region: string;
  readonly body: string;
  /** Of AWS's JSON protocols, e.g. `AmazonEC2ContainerServiceV20141113.RunTask`; empty in others. */
  readonly target: string;
}

export type FrontAnswer =
  | { readonly kind: "answer"; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly kind: "forward" };

/** A registry of images, by its HTTP API. */
export type RegistryHandler = (request: RegistryRequest) => Promise<RegistryAnswer>;

export interface RegistryRequest {
  readonly method: string;
  /** For example `/v2/app/blobs/uploads/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Headers of that name; empty: none was sent. */
  readonly authorization: string;
  readonly contentType: string;
  readonly body: Buffer;
}

export interface RegistryAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** Listens on a free port of the loopback interface. */
export async function startFront(options: FrontOptions): Promise<Front> {
  const server = createServer((request, response) => {
    handle(options, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  return { endpoint: `http://localhost:${portOf(server)}`, close: () => closeServer(server) };
}

async function handle(options: FrontOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const scope = requestScope(request);
  if (scope === null && request.url?.startsWith("/v2/") === true) {
    await handleRegistry(options.registry, request, response);
    return;
  }
  const handler = scope === null ? undefined : options.handlers[scope.service];
  if (scope === null || handler === undefined) {
    forward(options.upstream, request, response);
    return;
  }
  const body = await readBody(request);
  const target = request.headers["x-amz-target"];
  const answer = await handler({
    region: scope.region,
    body: body.toString("utf8"),
    target: typeof target === "string" ? target : "",
  });
  if (answer.kind === "forward") {
    forward(options.upstream, request, response, body);
    return;
  }
  response.writeHead(answer.status, { "content-type": answer.contentType });
  response.end(answer.body);
}

async function handleRegistry(
  registry: RegistryHandler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
  const { status, headers, body } = await registry({
    method: request.method ?? "",
    path: pathname,
    query: searchParams,
    authorization: request.headers.authorization ?? "",
    contentType: request.headers["content-type"] ?? "",
    body: await readBody(request),
  });
  response.writeHead(status, headers);
  response.end(body);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Fault("NoPort", "The system gave no free TCP port.");
  return address.port;
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}
