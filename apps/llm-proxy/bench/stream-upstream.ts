// A provider of streams: 64 tokens of a chat completion, one every 20 ms, then usage and the end mark.
// Usage: node stream-upstream.ts <port>
import { createServer } from "node:http";

const TOKENS = 64;
const PACE_MS = 20;

const frame = (chunk: object): Buffer => Buffer.from(`data: ${JSON.stringify(chunk)}\n\n`);
const base = { id: "chatcmpl-9x", object: "chat.completion.chunk", created: 1_700_000_000, model: "gpt-4o-mini" };
const tokens = Array.from({ length: TOKENS }, (_, index) =>
  frame({ ...base, choices: [{ index: 0, delta: { content: ` tok${index}` }, finish_reason: null }] }),
);
const end = Buffer.concat([
  frame({ ...base, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }),
  frame({
    ...base,
    choices: [],
    usage: { prompt_tokens: 200, completion_tokens: TOKENS, total_tokens: 200 + TOKENS },
  }),
  Buffer.from("data: [DONE]\n\n"),
]);

createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    let sent = 0;
    const timer = setInterval(() => {
      const token = tokens[sent++];
      if (token !== undefined) response.write(token);
      else {
        clearInterval(timer);
        response.end(end);
      }
    }, PACE_MS);
    response.on("close", () => {
      clearInterval(timer);
    });
  });
}).listen(Number(process.argv[2] ?? 0), "127.0.0.1");
