import { once } from "node:events";
import type { IncomingMessage } from "node:http";

/** Which service of which region a request is for, read off what it is signed with. */
export interface RequestScope {
  readonly service: string;
  readonly region: string;
}

/** `null` for a request that carries no signature. */
export function requestScope(request: IncomingMessage): RequestScope | null {
  const scope = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? "");
  const [, region, service] = scope ?? [];
  return region === undefined || service === undefined ? null : { region, service };
}

/** The whole body. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(request, "end");
  return Buffer.concat(chunks);
}
