import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";

/** A stand-in for a provider: answers every chat with the same words, as a stream when asked. */
export interface DemoUpstream {
  /** E.g. `http://127.0.0.1:40123/v1`. */
  readonly baseUrl: string;
  close(): void;
}

const MODEL = "demo-model";
const WORDS = "Hello from the demo upstream: these words took the whole way through the gateway, one by one.".split(
  " ",
);
/** About 16 words a second, so that one sees the stream flow. */
const WORD_MS = 60;
const USAGE = { prompt_tokens: 12, completion_tokens: WORDS.length, total_tokens: 12 + WORDS.length };

const requestShape = z.looseObject({
  stream: z.boolean().optional(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
});

export async function startDemoUpstream(now: () => number): Promise<DemoUpstream> {
  const server = createServer((request, response) => {
    answer(request, response, Math.floor(now() / 1000)).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, created: number): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
  if (request.url === "/v1/models") {
    sendJson(response, { object: "list", data: [{ id: MODEL, object: "model", created, owned_by: "demo" }] });
    return;
  }
  const asked = requestShape.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
  const common = { id: "chatcmpl-demo", created, model: MODEL };
  if (asked.data?.stream === true) {
    await sendStream(response, common, asked.data.stream_options?.include_usage === true);
    return;
  }
  const message = { role: "assistant", content: WORDS.join(" "), refusal: null };
  const choices = [{ index: 0, message, logprobs: null, finish_reason: "stop" }];
  sendJson(response, { ...common, object: "chat.completion", choices, usage: USAGE });
}

async function sendStream(response: ServerResponse, common: object, includesUsage: boolean): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (choices: readonly object[], more: object = {}): void => {
    const data = { ...common, object: "chat.completion.chunk", choices, ...more };
    response.write(`data: ${JSON.stringify(data)}\n\n`);
  };
  send([{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }]);
  for (const [index, word] of WORDS.entries()) {
    if (response.destroyed) return;
    await wait(WORD_MS);
    send([{ index: 0, delta: { content: index === 0 ? word : ` ${word}` }, finish_reason: null }]);
  }
  send([{ index: 0, delta: {}, finish_reason: "stop" }]);
  if (includesUsage) send([], { usage: USAGE });
  response.end("data: [DONE]\n\n");
}

function sendJson(response: ServerResponse, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}
