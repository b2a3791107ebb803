import { ApiRefusal } from "../api/emulated-api.js";
import { writeXml, type XmlContent } from "../api/xml.js";
import type { FrontAnswer } from "./front-server.js";

const REQUEST_ID = "00000000-0000-0000-0000-000000000000";

/** An answer in AWS's query protocol. */
export function queryAnswer(action: string, namespace: string, content: XmlContent): FrontAnswer {
  const result = writeXml({ [`${action}Result`]: content, ResponseMetadata: { RequestId: REQUEST_ID } });
  return xml(200, `<${action}Response xmlns="${namespace}">${result}</${action}Response>`);
}

/** A refusal in the same protocol. */
export function queryRefusal(error: unknown): FrontAnswer {
  const { code, message, status } = refusalFrom(error);
  const content = { Error: { Type: "Sender", Code: code, Message: message }, RequestId: REQUEST_ID };
  return xml(status, `<ErrorResponse>${writeXml(content)}</ErrorResponse>`);
}

/** What is no refusal is a defect of ours, and says so: with a status that nobody tries again for. */
export const refusalFrom = (error: unknown): ApiRefusal =>
  error instanceof ApiRefusal
    ? error
    : new ApiRefusal("RehearsalDefect", error instanceof Error ? (error.stack ?? error.message) : String(error), 400);

const xml = (status: number, document: string): FrontAnswer => ({
  kind: "answer",
  status,
  contentType: "text/xml",
  body: `<?xml version="1.0"?>\n${document}`,
});
