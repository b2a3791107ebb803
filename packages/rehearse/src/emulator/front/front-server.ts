import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import { Fault } from "@fairlead/errors";
import { textOf } from "../../json/json-value.js";
import { ApiRefusal } from "../api/emulated-api.js";
import { readQueryParameters } from "../api/query-parameters.js";
import type { StackAction } from "../cloudformation/stack-api.js";
import { forward } from "./forward.js";
import { readBody, requestScope } from "./front-request.js";
import { answerQuery, refuseQuery } from "./query-answer.js";

/** What stands before the emulator, and answers what that lacks. */
export interface Front {
  /** For example `http://localhost:41873`. */
  readonly endpoint: string;
  close(): Promise<void>;
}

export interface FrontOptions {
  readonly upstream: URL;
  readonly stackActions: Readonly<Record<string, StackAction>>;
  /** Stacks that the emulator has to itself, as the toolkit's own. */
  readonly leaveStack: (name: string) => boolean;
}

const CLOUDFORMATION = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

/** Listens on a free port of the loopback interface. */
export async function startFront(options: FrontOptions): Promise<Front> {
  const server = createServer((request, response) => {
    handle(options, request, response).catch((error: unknown) => {
      refuseQuery(response, error);
    });
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  return { endpoint: `http://localhost:${portOf(server)}`, close: () => closeServer(server) };
}

async function handle(options: FrontOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const scope = requestScope(request);
  if (scope?.service !== "cloudformation") {
    forward(options.upstream, request, response);
    return;
  }
  const body = await readBody(request);
  const parameters = readQueryParameters(new URLSearchParams(body.toString("utf8")));
  const action = textOf(parameters["Action"]);
  const answer = options.stackActions[action];
  if (answer === undefined || options.leaveStack(textOf(parameters["StackName"]))) {
    forward(options.upstream, request, response, body);
    return;
  }
  try {
    const content = await answer(scope.region, parameters);
    answerQuery(response, { action, namespace: CLOUDFORMATION, content });
  } catch (error) {
    // A change set of a stack that the emulator has to itself is named by its id alone.
    if (error instanceof ApiRefusal && error.code === "ChangeSetNotFound") {
      forward(options.upstream, request, response, body);
    } else refuseQuery(response, error);
  }
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
