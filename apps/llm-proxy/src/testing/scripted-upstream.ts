import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import { listenOnLoopback } from "./listen-on-loopback.js";

/** What the upstream does, one step after the other. */
type UpstreamStep =
  | { readonly kind: "wait"; readonly ms: number }
  | {
      readonly kind: "head";
      readonly status: number;
      readonly headers: Readonly<Record<string, string | string[]>>;
    }
  | { readonly kind: "write"; readonly bytes: string | Uint8Array }
  | { readonly kind: "end" }
  /** The socket is destroyed, as by a crashed peer. */
  | { readonly kind: "cut" }
  /** Nothing more comes; the connection stays open. */
  | { readonly kind: "stall" };

export type UpstreamScript = readonly UpstreamStep[];

interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Complete by the time the script starts. */
  readonly body: Buffer;
  /** Resolves once the caller went away before the script had ended. */
  readonly aborted: Promise<void>;
  readonly isAborted: () => boolean;
}

/** A provider that does as it is told, on a free port of the loopback. */
export interface ScriptedUpstream {
  readonly origin: string;
  /** In order of their arrival. */
  readonly requests: readonly RecordedRequest[];
  /** Each script serves one request, first come, first served. */
  enqueue(...scripts: readonly UpstreamScript[]): void;
  /** Serves every request for which no script waits; at first a short chat completion. */
  otherwise(choose: (request: RecordedRequest) => UpstreamScript): void;
  /** Resolves once so many requests have arrived in all. */
  arrived(count: number): Promise<void>;
  /** Forgets requests and scripts. */
  reset(): void;
  close(): Promise<void>;
}

/** @param tls PEMs of its key and certificate; absent: it speaks in the clear. */
export async function startScriptedUpstream(tls?: {
  readonly key: string;
  readonly cert: string;
}): Promise<ScriptedUpstream> {
  const state = new UpstreamState();
  const listen = (request: IncomingMessage, response: ServerResponse): void => {
    void serve(state, request, response);
  };
  const server = tls === undefined ? createServer(listen) : createSecureServer(tls, listen);
  const listener = await listenOnLoopback(server);
  return {
    origin: listener.origin,
    requests: state.requests,
    enqueue: (...scripts) => void state.scripts.push(...scripts),
    otherwise: (choose) => {
      state.choose = choose;
    },
    arrived: (count) => state.arrived(count),
    reset: () => {
      state.reset();
    },
    close: () => listener.close(),
  };
}

class UpstreamState {
  readonly requests: RecordedRequest[] = [];
  readonly scripts: UpstreamScript[] = [];
  choose: (request: RecordedRequest) => UpstreamScript = defaultAnswer;
  #waiters: { count: number; resolve: () => void }[] = [];

  record(request: RecordedRequest): UpstreamScript {
    this.requests.push(request);
    for (const waiter of this.#waiters) if (this.requests.length >= waiter.count) waiter.resolve();
    return this.scripts.shift() ?? this.choose(request);
  }

  async arrived(count: number): Promise<void> {
    if (this.requests.length >= count) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#waiters.push({
      count,
      resolve: () => {
        resolve(undefined);
      },
    });
    await promise;
  }

  reset(): void {
    this.requests.length = 0;
    this.scripts.length = 0;
    this.choose = defaultAnswer;
    this.#waiters = [];
  }
}

async function serve(state: UpstreamState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = Promise.withResolvers<undefined>();
  const caller = { isGone: false };
  response.on("error", () => undefined);
  response.on("close", () => {
    if (response.writableFinished) return;
    caller.isGone = true;
    gone.resolve(undefined);
  });
  const body = await readBody(request);
  if (body === null) return;
  const recorded: RecordedRequest = {
    method: request.method ?? "",
    url: request.url ?? "",
    headers: request.headers,
    body,
    aborted: gone.promise.then(() => undefined),
    isAborted: () => caller.isGone,
  };
  for (const step of state.record(recorded)) {
    if (caller.isGone) return;
    await play(step, response, gone.promise);
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
  } catch {
    return null; // The caller left while it sent its body.
  }
  return Buffer.concat(chunks);
}

async function play(step: UpstreamStep, response: ServerResponse, gone: Promise<unknown>): Promise<void> {
  switch (step.kind) {
    case "wait":
      await Promise.race([wait(step.ms, undefined, { ref: false }), gone]);
      return;
    case "head":
      response.writeHead(step.status, { ...step.headers });
      response.flushHeaders();
      return;
    case "write":
      if (!response.write(step.bytes)) {
        const drained = new Promise((resolve) => void response.once("drain", resolve));
        await Promise.race([drained, gone]);
      }
      return;
    case "end":
      response.end();
      return;
    case "cut":
      await wait(5); // What was written leaves the process first.
      response.socket?.destroy();
      return;
    case "stall":
      await gone;
      return;
  }
}

const defaultAnswer = (): UpstreamScript => answer(200, chatCompletion("Hello."));

/** One complete answer. */
export function answer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string | string[]>> = {},
): UpstreamScript {
  const bytes = typeof body === "string" ? body : JSON.stringify(body);
  return [
    {
      kind: "head",
      status,
      headers: { "content-type": "application/json", "content-length": String(Buffer.byteLength(bytes)), ...headers },
    },
    { kind: "write", bytes },
    { kind: "end" },
  ];
}

/** An error as OpenAI and Groq phrase it, e.g. 429 with `{ "retry-after": "1" }`. */
export const errorAnswer = (status: number, headers: Readonly<Record<string, string>> = {}): UpstreamScript =>
  answer(
    status,
    { error: { message: `The upstream says ${status}.`, type: "server_error", param: null, code: null } },
    headers,
  );

/** A stream: its head, the frames at a pace, and then one of: its end, a cut, a stall. */
export function stream(
  frames: readonly (string | Uint8Array)[],
  options: {
    readonly paceMs?: number;
    readonly then?: "end" | "cut" | "stall";
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): UpstreamScript {
  const steps: UpstreamStep[] = [
    { kind: "head", status: 200, headers: { "content-type": "text/event-stream", ...options.headers } },
  ];
  for (const bytes of frames) {
    if (options.paceMs !== undefined) steps.push({ kind: "wait", ms: options.paceMs });
    steps.push({ kind: "write", bytes });
  }
  return [...steps, { kind: options.then ?? "end" }];
}

/** Before anything else, also before the head. */
export const after = (ms: number, script: UpstreamScript): UpstreamScript => [{ kind: "wait", ms }, ...script];

/** One `data:` frame with its blank line. */
export const frame = (payload: unknown): string =>
  `data: ${typeof payload === "string" ? payload : JSON.stringify(payload)}\n\n`;

export const DONE_FRAME = frame("[DONE]");

/** The first frame of most streams: a role and no content. */
export const roleFrame = (): string => deltaFrame({ role: "assistant", content: "" });

export const contentFrame = (content: string): string => deltaFrame({ content });

const finishFrame = (): string => frame({ ...CHUNK, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });

/** As `stream_options.include_usage` brings it: no choices. */
const usageFrame = (inputTokens: number, outputTokens: number): string =>
  frame({
    ...CHUNK,
    choices: [],
    usage: {
      prompt_tokens: inputTokens,
      completion_tokens: outputTokens,
      total_tokens: inputTokens + outputTokens,
    },
  });

/** A whole stream of chat completion chunks with usage at its end. */
export const chatStream = (words: readonly string[]): string[] => [
  roleFrame(),
  ...words.map(contentFrame),
  finishFrame(),
  usageFrame(9, words.length),
  DONE_FRAME,
];

/** A complete chat completion of 9 input and 3 output tokens. */
export const chatCompletion = (content: string, model = "test-model"): unknown => ({
  id: "chatcmpl-test",
  object: "chat.completion",
  created: 1_700_000_000,
  model,
  choices: [
    { index: 0, message: { role: "assistant", content, refusal: null }, logprobs: null, finish_reason: "stop" },
  ],
  usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 },
});

const CHUNK = {
  id: "chatcmpl-test",
  object: "chat.completion.chunk",
  created: 1_700_000_000,
  model: "test-model",
} as const;

const deltaFrame = (delta: Readonly<Record<string, unknown>>): string =>
  frame({ ...CHUNK, choices: [{ index: 0, delta, finish_reason: null }] });
