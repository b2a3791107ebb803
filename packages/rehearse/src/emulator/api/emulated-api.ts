import { isRecord, type JsonRecord, type JsonValue, parseJson, textOf } from "../../json/json-value.js";
import type { InTurn } from "./one-after-another.js";
import { type ListStyle, writeQueryParameters } from "./query-parameters.js";
import { parseXml, type XmlElement, xmlText } from "./xml.js";

/** An emulator refused a call, in its own words. */
export class ApiRefusal extends Error {
  override readonly name = "ApiRefusal";
  /** AWS's word for it, e.g. `ValidationError`. */
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** A call in AWS's query protocol. */
export interface QueryCall {
  /** As in the scope of a signature, e.g. `rds`. */
  readonly service: string;
  readonly action: string;
  readonly version: string;
  readonly parameters: JsonRecord;
  /** `member` by default. */
  readonly lists?: ListStyle;
}

/** A call in AWS's JSON protocol. */
interface JsonCall {
  readonly service: string;
  /** For example `AmazonEC2ContainerServiceV20141113.CreateCluster`. */
  readonly target: string;
  readonly body: JsonRecord;
}

/** A call to a path. */
interface RestCall {
  readonly service: string;
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  readonly path: string;
  readonly body?: string;
  readonly contentType?: string;
}

/** The emulator's services, spoken to without an SDK: nothing is signed, since no emulator looks at a signature. */
export interface EmulatedApi {
  readonly region: string;
  query(call: QueryCall): Promise<XmlElement>;
  json(call: JsonCall): Promise<JsonRecord>;
  rest(call: RestCall): Promise<string>;
}

/** Throws {@link ApiRefusal} for whatever the emulator refuses. */
export function emulatedApi(endpoint: string, region: string, inTurn: InTurn): EmulatedApi {
  const call = async (service: string, path: string, request: RequestInit): Promise<string> => {
    const headers = new Headers(request.headers);
    headers.set(
      "authorization",
      `AWS4-HMAC-SHA256 Credential=rehearsal/20261101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    );
    const answer = await fetch(new URL(path, endpoint), { ...request, headers });
    const text = await answer.text();
    if (!answer.ok) throw refusalOf(text, answer.status);
    return text;
  };
  const send = (service: string, path: string, request: RequestInit): Promise<string> =>
    inTurn(() => call(service, path, request));
  return {
    region,
    query: async ({ service, action, version, parameters, lists = "member" }) => {
      const body = writeQueryParameters({ Action: action, Version: version, ...parameters }, lists);
      return parseXml(await send(service, "/", { method: "POST", body }));
    },
    json: async ({ service, target, body }) => {
      const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
      const text = await send(service, "/", { method: "POST", body: JSON.stringify(body), headers });
      const value = text.trim() === "" ? {} : parseJson(text);
      return isRecord(value) ? value : {};
    },
    rest: async ({ service, path, method, body, contentType }) =>
      send(service, path, {
        method,
        ...(body === undefined ? {} : { body }),
        ...(contentType === undefined ? {} : { headers: { "content-type": contentType } }),
      }),
  };
}

function refusalOf(text: string, status: number): ApiRefusal {
  const json = jsonIn(text);
  if (isRecord(json)) {
    const code =
      textOf(json["__type"] ?? json["code"])
        .split("#")
        .at(-1) ?? "";
    return new ApiRefusal(code, textOf(json["message"] ?? json["Message"]) || text.slice(0, 500), status);
  }
  if (!text.trimStart().startsWith("<") || text.trimStart().startsWith("<!")) {
    return new ApiRefusal("InternalError", DEFECT, status);
  }
  const error = parseXml(text);
  return new ApiRefusal(xmlText(error, "Code"), xmlText(error, "Message") || text.slice(0, 500), status);
}

/** A page that shows a defect of the emulator's says nothing of its cause, which is in the emulator's log. */
const DEFECT = "The emulator failed over this call; its log says why.";

function jsonIn(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
