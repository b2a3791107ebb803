import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { S3Client } from "@aws-sdk/client-s3";
import type { EventRecord } from "../events/event-record.js";
import { type Rejection, type Sink, SinkUnavailable } from "./sink.js";

export interface S3SinkPorts {
  readonly bucket: string;
  /** E.g. `events/`; empty: none. */
  readonly prefix: string;
  readonly region: string;
  /** Instead of AWS's own, for a store that speaks S3; `null`: AWS. */
  readonly endpoint: string | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * One gzipped NDJSON object a batch, `<prefix>2026-11-21/14/<hash of the events' ids>.ndjson.gz`. The same batch offered
 * again on the same hour replaces its object. Credentials come from the task's role.
 */
export class S3Sink implements Sink {
  readonly name = "s3";
  readonly #ports: S3SinkPorts;
  #client: S3Client | null = null;

  constructor(ports: S3SinkPorts) {
    this.#ports = ports;
  }

  async take(events: readonly EventRecord[], signal: AbortSignal): Promise<readonly Rejection[]> {
    const kept = events.filter(({ json }) => json !== "");
    const rejected = events
      .filter(({ json }) => json === "")
      .map(({ id }) => ({ id, reason: "no event in the entry" }));
    if (kept.length === 0) return rejected;
    const body = await promisify(gzip)(kept.map(({ json }) => `${json}\n`).join(""));
    try {
      await this.#put(this.#keyOf(kept), body, signal);
    } catch (error) {
      throw new SinkUnavailable("S3 didn't take the object.", { cause: error });
    }
    return rejected;
  }

  close(): Promise<void> {
    this.#client?.destroy();
    return Promise.resolve();
  }

  #keyOf(events: readonly EventRecord[]): string {
    const [date = "", time = ""] = new Date(this.#ports.now()).toISOString().split("T");
    const ids = events.map(({ id }) => id).join("\n");
    const hash = createHash("sha256").update(ids).digest("hex").slice(0, 32);
    return `${this.#ports.prefix}${date}/${time.slice(0, 2)}/${hash}.ndjson.gz`;
  }

  /** The SDK is loaded when it is needed: the server and the other sinks don't pay for it. */
  async #put(key: string, body: Buffer, signal: AbortSignal): Promise<void> {
    const { PutObjectCommand, S3Client } = await import("@aws-sdk/client-s3");
    const { region, endpoint, bucket } = this.#ports;
    this.#client ??= new S3Client({
      region,
      // A store beside AWS rarely has a host name for each bucket.
      ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    });
    const contentType = "application/x-ndjson";
    await this.#client.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType, ContentEncoding: "gzip" }),
      { abortSignal: signal },
    );
  }
}
