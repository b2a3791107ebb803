import { createHash } from "node:crypto";
import { UserError } from "@fairlead/errors";
import type { SecretText } from "../secrets/secret-text.js";
import { bearerToken } from "./bearer-token.js";
import type { OciManifest, OciRepository } from "./oci-repository.js";

/** What registries keep: one image, or one for each platform, in OCI's words and in Docker's. */
const MANIFEST_TYPES = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

interface HttpRepositoryProps {
  readonly host: string;
  readonly name: string;
  /** The whole `Authorization` header; `null`: whatever the registry gives to everyone. */
  readonly authorization: SecretText | null;
  readonly signal?: AbortSignal | undefined;
}

interface Request {
  readonly method: "GET" | "HEAD" | "POST" | "PATCH" | "PUT";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | ReadableStream<Uint8Array>;
  /** Statuses that are an answer beside the good ones. */
  readonly accepts?: readonly number[];
}

/**
 * A repository by the registry's HTTP API.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md (v1.1, read 2026-11)
 */
export class HttpRepository implements OciRepository {
  readonly host: string;
  readonly name: string;
  readonly #base: string;
  readonly #signal: AbortSignal | undefined;
  #authorization: SecretText | null;

  constructor({ host, name, authorization, signal }: HttpRepositoryProps) {
    this.host = host;
    this.name = name;
    this.#authorization = authorization;
    this.#signal = signal;
    // As Docker does: this machine's own registry has no certificate.
    this.#base = `${/^(localhost|127\.0\.0\.1)(:|$)/.test(host) ? "http" : "https"}://${host}/v2/${name}`;
  }

  async manifest(digest: string): Promise<OciManifest> {
    const response = await this.#send(`${this.#base}/manifests/${digest}`, {
      method: "GET",
      headers: { Accept: MANIFEST_TYPES.join(", ") },
    });
    const text = await response.text();
    refuseOtherBytes(text, digest, this.host);
    return { digest, text, mediaType: response.headers.get("content-type") ?? "" };
  }

  async hasBlob(digest: string): Promise<boolean> {
    const { ok } = await this.#send(`${this.#base}/blobs/${digest}`, { method: "HEAD", accepts: [404] });
    return ok;
  }

  async readBlob(digest: string): Promise<ReadableStream<Uint8Array>> {
    const { body } = await this.#send(`${this.#base}/blobs/${digest}`, { method: "GET" });
    return body ?? ReadableStream.from([]);
  }

  async mountBlob(digest: string, from: string): Promise<boolean> {
    const query = new URLSearchParams({ mount: digest, from });
    const { status } = await this.#send(`${this.#base}/blobs/uploads/?${query.toString()}`, { method: "POST" });
    // 202 begins an upload in its place; it expires by itself.
    return status === 201;
  }

  async writeBlob(digest: string, bytes: ReadableStream<Uint8Array>): Promise<void> {
    const begun = await this.#send(`${this.#base}/blobs/uploads/`, { method: "POST" });
    const sent = await this.#send(this.#location(begun), {
      method: "PATCH",
      headers: { "Content-Type": "application/octet-stream" },
      body: bytes,
    });
    const end = new URL(this.#location(sent));
    end.searchParams.set("digest", digest);
    await this.#send(end.href, { method: "PUT" });
  }

  async writeManifest({ mediaType, text }: OciManifest, reference: string): Promise<void> {
    await this.#send(`${this.#base}/manifests/${reference}`, {
      method: "PUT",
      headers: { "Content-Type": mediaType },
      body: text,
    });
  }

  #location(response: Response): string {
    return new URL(response.headers.get("location") ?? "", this.#base).href;
  }

  async #send(url: string, request: Request): Promise<Response> {
    const first = await this.#fetch(url, request);
    const challenge = first.headers.get("www-authenticate");
    if (first.status !== 401 || challenge === null || this.#authorization !== null)
      return this.#checked(first, request);
    this.#authorization = await bearerToken(challenge, this.host, this.#signal);
    return this.#checked(await this.#fetch(url, request), request);
  }

  async #fetch(url: string, { method, headers = {}, body }: Request): Promise<Response> {
    const authorization = this.#authorization;
    try {
      return await fetch(url, {
        method,
        headers: { ...headers, ...(authorization === null ? {} : { Authorization: authorization.reveal() }) },
        ...(body === undefined ? {} : { body, duplex: "half" }),
        ...(this.#signal === undefined ? {} : { signal: this.#signal }),
      });
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw UserError.of("RegistryNotReached", {
        message: `The registry ${this.host} can't be reached: ${causeOf(error)}.`,
        fix: "Check the name, the network and HTTPS_PROXY.",
      });
    }
  }

  #checked(response: Response, { accepts = [] }: Request): Response {
    if (response.ok || accepts.includes(response.status)) return response;
    const unknown = response.status === 404;
    throw UserError.of(unknown ? "ImageMissing" : "RegistryRefused", {
      message: `The registry ${this.host} answers ${response.status} for ${this.name}.`,
      fix: unknown
        ? "Check repository and digest; some registries answer so for what is not public."
        : "Images are copied from ECR, with the permissions of these credentials, and from what is public. Copy any other to an ECR repository of yours first, as with `docker buildx imagetools create`.",
    });
  }
}

// The name of the error says enough; its message could hold a URL that is signed.
const causeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "no answer";
};

function refuseOtherBytes(text: string, digest: string, host: string): void {
  if (`sha256:${createHash("sha256").update(text).digest("hex")}` === digest) return;
  throw UserError.of("DigestMismatch", {
    message: `The registry ${host} answers to ${digest} with something else.`,
    fix: "A proxy or a mirror between here and the registry changes what passes; go around it.",
  });
}
