import { type IncomingMessage, request as httpRequest, type ServerResponse } from "node:http";
import { writeXml } from "../api/xml.js";

/** Hands a request on as it came, its `Host` too, which tells a bucket's name, and the answer back as it comes. */
export function forward(upstream: URL, request: IncomingMessage, response: ServerResponse, body?: Buffer): void {
  const onward = httpRequest(
    {
      host: upstream.hostname,
      port: upstream.port,
      method: request.method,
      path: request.url,
      headers: request.headers,
    },
    (answer) => {
      if (isDefect(answer)) {
        answer.resume();
        refuseAsMissing(request, response);
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on("error", (error) => {
    if (!response.headersSent) response.writeHead(502, { "content-type": "text/plain" });
    response.end(`The emulator does not answer: ${error.message}`);
  });
  response.on("close", () => onward.destroy());
  if (body === undefined) request.pipe(onward);
  else onward.end(body);
}

/** moto's page for a call that it lacks or fails over. It would be tried again and again, and never come out otherwise. */
const isDefect = (answer: IncomingMessage): boolean =>
  (answer.statusCode ?? 0) >= 500 && (answer.headers["content-type"] ?? "").startsWith("text/html");

const MISSING = { code: "NotEmulated", message: "The emulator lacks this call, or failed over it; its log says why." };

function refuseAsMissing(request: IncomingMessage, response: ServerResponse): void {
  const isJson = request.headers["x-amz-target"] !== undefined;
  response.writeHead(400, { "content-type": isJson ? "application/x-amz-json-1.1" : "text/xml" });
  const error = { Type: "Sender", Code: MISSING.code, Message: MISSING.message };
  response.end(
    isJson
      ? JSON.stringify({ __type: MISSING.code, message: MISSING.message })
      : `<ErrorResponse>${writeXml({ Error: error })}</ErrorResponse>`,
  );
}
