import type { ServerResponse } from "node:http";
import { ApiRefusal } from "../api/emulated-api.js";
import { writeXml, type XmlContent } from "../api/xml.js";

/** An answer in AWS's query protocol. */
export function answerQuery(
  response: ServerResponse,
  { action, namespace, content }: { readonly action: string; readonly namespace: string; readonly content: XmlContent },
): void {
  const result = writeXml({ [`${action}Result`]: content, ResponseMetadata: { RequestId: REQUEST_ID } });
  send(response, 200, `<${action}Response xmlns="${namespace}">${result}</${action}Response>`);
}

/** A refusal in the same protocol. What is no refusal is a defect of ours, and says so. */
export function refuseQuery(response: ServerResponse, error: unknown): void {
  const { code, message, status } = refusalFrom(error);
  const content = { Error: { Type: "Sender", Code: code, Message: message }, RequestId: REQUEST_ID };
  send(response, status, `<ErrorResponse>${writeXml(content)}</ErrorResponse>`);
}

export const REQUEST_ID = "00000000-0000-0000-0000-000000000000";

export const refusalFrom = (error: unknown): ApiRefusal =>
  error instanceof ApiRefusal
    ? error
    : new ApiRefusal("InternalFailure", error instanceof Error ? (error.stack ?? error.message) : String(error), 500);

function send(response: ServerResponse, status: number, document: string): void {
  response.writeHead(status, { "content-type": "text/xml" });
  response.end(`<?xml version="1.0"?>\n${document}`);
}
