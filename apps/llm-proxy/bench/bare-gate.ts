// The yardstick: what node:http and undici themselves cost when they pass a call on. No limits, no events, no metrics.
// Usage: node bare-gate.ts <port> <upstream>
import { hash } from "node:crypto";
import { createServer } from "node:http";
import { Pool, type Dispatcher } from "undici";

const [port = "0", upstream = "", token = ""] = process.argv.slice(2);
const pool = new Pool(upstream, {
  connections: 1024,
  pipelining: 1,
  allowH2: false,
  headersTimeout: 0,
  bodyTimeout: 0,
});
const known = hash("sha256", token, "base64url");

createServer((request, response) => {
  if (hash("sha256", request.headers.authorization?.slice("Bearer ".length) ?? "", "base64url") !== known) {
    response.writeHead(401).end();
    return;
  }
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
  });
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    let controller: Dispatcher.DispatchController | null = null;
    const headers = { "content-type": "application/json", authorization: "Bearer key-of-the-provider" };
    response.on("close", () => {
      if (!response.writableFinished) controller?.abort(new DOMException("The caller left.", "AbortError"));
    });
    response.on("drain", () => controller?.resume());
    pool.dispatch(
      { path: request.url ?? "/", method: "POST", headers, body },
      {
        onRequestStart: (given) => {
          controller = given;
        },
        onResponseStart: (_, status, { "content-type": type = "", "content-length": length }) => {
          response.setHeader("content-type", type);
          if (length !== undefined) response.setHeader("content-length", length);
          response.writeHead(status);
        },
        onResponseData: (given, chunk) => {
          if (!response.write(chunk)) given.pause();
        },
        onResponseEnd: () => {
          response.end();
        },
        onResponseError: () => {
          response.destroy();
        },
      },
    );
  });
}).listen(Number(port), "127.0.0.1");
