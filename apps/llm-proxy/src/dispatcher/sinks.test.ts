import { createHmac } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { gunzipSync } from "node:zlib";
import { Agent } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EventRecord } from "../events/event-record.js";
import { callEvent } from "../testing/call-event.js";
import { listenOnLoopback } from "../testing/listen-on-loopback.js";
import { CloudWatchSink } from "./cloudwatch-sink.js";
import { FileSink } from "./file-sink.js";
import { S3Sink } from "./s3-sink.js";
import { WebhookSink } from "./webhook-sink.js";

const record = (id: string): EventRecord => ({ id, json: JSON.stringify(callEvent(id)) });
const signal = new AbortController().signal;
const NOW_MS = Date.parse("2026-11-21T14:30:00Z");

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** An HTTP server that keeps what it gets and answers what it is told. */
async function startPeer(answer: (seen: Seen, response: ServerResponse) => void) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const one = {
        method: request.method ?? "",
        url: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(parts),
      };
      seen.push(one);
      answer(one, response);
    });
  });
  return { seen, ...(await listenOnLoopback(server)) };
}

describe("the file sink", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "llm-proxy-file-sink-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("appends one document a line, also after a restart and after half a line", async () => {
    const path = join(folder, "logs", "events.ndjson");
    const first = new FileSink(path);
    await first.take([record("a"), record("b")]);
    await first.close();
    await writeFile(path, '{"id":"half', { flag: "a" });
    const second = new FileSink(path);
    await second.take([record("c")]);
    await second.close();
    const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
    expect(lines).toEqual([record("a").json, record("b").json, '{"id":"half', record("c").json]);
  });

  it("begins a new file when one is full, and keeps as many as it is told", async () => {
    const sink = new FileSink(join(folder, "events.ndjson"), { maxBytes: 10, keptFiles: 2 });
    for (const id of ["a", "b", "c", "d"]) await sink.take([record(id)]);
    await sink.close();
    expect((await readdir(folder)).toSorted()).toEqual(["events.ndjson.1", "events.ndjson.2"]);
    expect(await readFile(join(folder, "events.ndjson.1"), "utf8")).toBe(`${record("d").json}\n`);
  });

  it("refuses an entry without an event", async () => {
    const sink = new FileSink(join(folder, "events.ndjson"));
    expect(await sink.take([{ id: "x", json: "" }, record("a")])).toEqual([
      { id: "x", reason: "not a JSON document on one line" },
    ]);
    await sink.close();
  });
});

describe("the webhook sink", () => {
  const client = new Agent();
  const newSink = (origin: string) =>
    new WebhookSink({
      url: `${origin}/hook?source=proxy`,
      secret: "key",
      headers: { authorization: "Bearer b" },
      client,
      now: () => NOW_MS,
      timeoutMs: 300,
    });

  it("posts a batch whose signature its receiver can check", async () => {
    const peer = await startPeer((_, response) => response.writeHead(204).end());
    expect(await newSink(peer.origin).take([record("a"), record("b")], signal)).toEqual([]);
    const [request] = peer.seen;
    const body = `{"events":[${record("a").json},${record("b").json}]}`;
    const digest = createHmac("sha256", "key")
      .update(`${NOW_MS / 1000}.${body}`)
      .digest("hex");
    expect(request).toMatchObject({ method: "POST", url: "/hook?source=proxy" });
    expect(request?.body.toString()).toBe(body);
    expect(request?.headers).toMatchObject({
      authorization: "Bearer b",
      "content-type": "application/json",
      "x-llm-proxy-signature": `t=${NOW_MS / 1000},v1=${digest}`,
    });
    await peer.close();
  });

  it.each([401, 403, 404, 408, 429, 500, 503])("leaves the batch to be tried again on %s", async (status) => {
    const peer = await startPeer((_, response) => response.writeHead(status, { "retry-after": "7" }).end());
    await expect(newSink(peer.origin).take([record("a")], signal)).rejects.toMatchObject({
      name: "SinkUnavailable",
      retryAfterMs: 7_000,
    });
    await peer.close();
  });

  it("refuses only the event that its receiver refuses", async () => {
    const peer = await startPeer(({ body }, response) => {
      response.writeHead(body.includes('"id":"bad"') ? 422 : 200).end();
    });
    expect(await newSink(peer.origin).take([record("a"), record("bad"), record("b")], signal)).toEqual([
      { id: "bad", reason: "the webhook answered 422" },
    ]);
    await peer.close();
  });

  it("waits no longer than it may, and tells of nobody there", async () => {
    const silent = await startPeer(() => undefined);
    await expect(newSink(silent.origin).take([record("a")], signal)).rejects.toThrow("can't be reached");
    await silent.close();
    await expect(newSink(silent.origin).take([record("a")], signal)).rejects.toThrow("can't be reached");
  });
});

describe("the CloudWatch sink", () => {
  it("writes a line of embedded metrics for each event, without a token among the dimensions", async () => {
    const output = new PassThrough();
    const rejected = await new CloudWatchSink(output).take([record("a"), { id: "x", json: "{}" }]);
    expect(rejected).toEqual([{ id: "x", reason: "not an event of a call" }]);
    const text: unknown = output.read();
    const line: unknown = JSON.parse(String(text));
    expect(line).toMatchObject({
      id: "a",
      Requests: 1,
      Duration: 812,
      InputTokens: 100,
      OutputTokens: 20,
      CostUsd: 0.001,
      Provider: "openai",
      Model: "gpt-4o-mini",
      Outcome: "success",
      _aws: {
        Timestamp: Date.parse("2026-11-21T12:00:00.000Z"),
        CloudWatchMetrics: [{ Namespace: "LlmProxy", Dimensions: [["Provider", "Model"], ["Outcome"]] }],
      },
    });
    expect(String(text).endsWith("\n")).toBe(true);
  });

  it("names no metric that the event doesn't have", async () => {
    const output = new PassThrough();
    const event = callEvent("a", { usage: null, costUsd: null });
    await new CloudWatchSink(output).take([{ id: "a", json: JSON.stringify(event) }]);
    expect(JSON.parse(String(output.read()))).toMatchObject({
      _aws: { CloudWatchMetrics: [{ Metrics: [{ Name: "Requests" }, { Name: "Duration" }] }] },
    });
  });
});

describe("the S3 sink", () => {
  const newSink = (endpoint: string) =>
    new S3Sink({ bucket: "events", prefix: "llm/", region: "eu-central-1", endpoint, now: () => NOW_MS });
  const saved = { id: process.env["AWS_ACCESS_KEY_ID"], key: process.env["AWS_SECRET_ACCESS_KEY"] };

  beforeEach(() => {
    process.env["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE";
    process.env["AWS_SECRET_ACCESS_KEY"] = "example";
  });
  afterEach(() => {
    restore("AWS_ACCESS_KEY_ID", saved.id);
    restore("AWS_SECRET_ACCESS_KEY", saved.key);
  });

  it("puts a gzipped object a batch under its date and hour, the same batch at the same place", async () => {
    const objects = new Map<string, Buffer>();
    const peer = await startPeer(({ url, body }, response) => {
      objects.set(url.split("?")[0] ?? "", body);
      response.writeHead(200, { etag: '"e"' }).end();
    });
    const sink = newSink(peer.origin);
    await sink.take([record("a"), record("b")], signal);
    await sink.take([record("a"), record("b")], signal);
    expect([...objects.keys()]).toEqual([
      expect.stringMatching(/^\/events\/llm\/2026-11-21\/14\/[0-9a-f]{32}\.ndjson\.gz$/u),
    ]);
    expect(gunzipSync(objectIn([...objects.values()])).toString()).toBe(`${record("a").json}\n${record("b").json}\n`);
    expect(peer.seen[0]?.headers).toMatchObject({ "content-encoding": "gzip", "content-type": "application/x-ndjson" });
    expect(peer.seen[0]?.headers.authorization).toContain("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/");
    await sink.close();
    await peer.close();
  });

  it("leaves the batch to be tried again when it is refused", async () => {
    const peer = await startPeer((_, response) => response.writeHead(403).end());
    const sink = newSink(peer.origin);
    await expect(sink.take([record("a")], signal)).rejects.toMatchObject({ name: "SinkUnavailable" });
    await sink.close();
    await peer.close();
  });
});

function restore(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}

/** The client may send its body in signed chunks (`aws-chunked`); the object is what they carry. */
function objectIn(bodies: readonly Buffer[]): Buffer {
  const body = bodies[0] ?? Buffer.alloc(0);
  const start = body.indexOf(Buffer.from([0x1f, 0x8b]));
  return body.subarray(start);
}
