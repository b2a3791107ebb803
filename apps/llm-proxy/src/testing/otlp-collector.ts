import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";
import { listenOnLoopback } from "./listen-on-loopback.js";

/** A collector that keeps what it gets, as text. */
export interface OtlpCollector extends AsyncDisposable {
  readonly origin: string;
  readonly received: () => string;
}

export async function startOtlpCollector(): Promise<OtlpCollector> {
  let received = "";
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const isPacked = request.headers["content-encoding"] === "gzip";
      received += `${request.url ?? ""} ${(isPacked ? gunzipSync(body) : body).toString("latin1")}\n`;
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  const listener = await listenOnLoopback(server);
  return { origin: listener.origin, received: () => received, [Symbol.asyncDispose]: () => listener.close() };
}
