import { createHmac } from "node:crypto";
import type { Dispatcher } from "undici";
import type { EventRecord } from "../events/event-record.js";
import { type Rejection, type Sink, SinkUnavailable } from "./sink.js";

const WEBHOOK_DEFAULTS = { timeoutMs: 10_000 } as const;

export interface WebhookSinkPorts {
  readonly url: string;
  /** Key of the HMAC; `null`: the requests aren't signed. */
  readonly secret: string | null;
  /** Sent as they are, e.g. `authorization`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly client: Dispatcher;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly timeoutMs?: number;
}

/**
 * POSTs `{"events":[…]}`. Signed as `x-llm-proxy-signature: t=<seconds>,v1=<hex>`, HMAC-SHA256 over `<seconds>.<body>`,
 * so that a receiver can refuse what is old or altered. 5xx and the statuses below are tried again; any other 4xx won't
 * do better the next time, so its events are put aside.
 */
export class WebhookSink implements Sink {
  readonly name = "webhook";
  readonly #ports: WebhookSinkPorts;
  readonly #url: URL;

  constructor(ports: WebhookSinkPorts) {
    this.#ports = ports;
    this.#url = new URL(ports.url);
  }

  async take(events: readonly EventRecord[], signal: AbortSignal): Promise<readonly Rejection[]> {
    const empty = events.filter(({ json }) => json === "");
    const sent = events.filter(({ json }) => json !== "");
    const rejected = empty.map(({ id }) => ({ id, reason: "no event in the entry" }));
    if (sent.length === 0) return rejected;
    const { status, retryAfterMs } = await this.#post(`{"events":[${sent.map(({ json }) => json).join(",")}]}`, signal);
    if (status >= 200 && status < 300) return rejected;
    if (status >= 500 || status < 400 || RETRIED.has(status)) {
      throw new SinkUnavailable(`The webhook answered ${status}.`, { retryAfterMs });
    }
    // Of a batch a single event may be the culprit: refused one by one, only that one is put aside.
    if (sent.length === 1)
      return [...rejected, ...sent.map(({ id }) => ({ id, reason: `the webhook answered ${status}` }))];
    for (const event of sent) rejected.push(...(await this.take([event], signal)));
    return rejected;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #post(body: string, signal: AbortSignal): Promise<{ status: number; retryAfterMs: number | null }> {
    const timeoutMs = this.#ports.timeoutMs ?? WEBHOOK_DEFAULTS.timeoutMs;
    try {
      const response = await this.#ports.client.request({
        origin: this.#url.origin,
        path: `${this.#url.pathname}${this.#url.search}`,
        method: "POST",
        headers: { "content-type": "application/json", ...this.#ports.headers, ...this.#signature(body) },
        body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      await response.body.dump();
      return { status: response.statusCode, retryAfterMs: retryAfterMsOf(response.headers["retry-after"]) };
    } catch (error) {
      throw new SinkUnavailable("The webhook can't be reached.", { cause: error });
    }
  }

  #signature(body: string): Record<string, string> {
    if (this.#ports.secret === null) return {};
    const seconds = Math.floor(this.#ports.now() / 1000);
    const digest = createHmac("sha256", this.#ports.secret).update(`${seconds}.${body}`).digest("hex");
    return { "x-llm-proxy-signature": `t=${seconds},v1=${digest}` };
  }
}

/** Too slow, too early, too many; and what speaks of the set-up, not of an event: a wrong key must not empty the stream. */
const RETRIED: ReadonlySet<number> = new Set([401, 403, 404, 407, 408, 425, 429]);

function retryAfterMsOf(header: string | readonly string[] | undefined): number | null {
  const seconds = typeof header === "string" ? Number(header) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
