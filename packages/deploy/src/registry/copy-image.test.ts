import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text as textOf } from "node:stream/consumers";
import { isUserError } from "@fairlead/errors";
import { describe, expect, it, onTestFinished } from "vitest";
import { SecretText } from "../secrets/secret-text.js";
import { copyImage } from "./copy-image.js";
import { HttpRepository } from "./http-repository.js";
import { configPlatform, manifestParts } from "./manifest-parts.js";

const digestOf = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;
const OCI = "application/vnd.oci.image";

interface Kept {
  readonly blobs: Map<string, string>;
  readonly manifests: Map<string, { readonly text: string; readonly type: string }>;
}

interface RegistryOptions {
  /** What `Authorization` must say; `null`: whoever asks may. */
  readonly authorization?: string | null;
  /** Gives tokens to everyone, as public registries do. */
  readonly givesTokens?: boolean;
  readonly mounts?: boolean;
}

/** A registry of the OCI's specification, as far as copies use it. */
class TestRegistry {
  readonly repositories = new Map<string, Kept>();
  readonly requests: string[] = [];
  host = "";
  readonly #options: RegistryOptions;
  readonly #uploads = new Map<string, string>();

  constructor(options: RegistryOptions = {}) {
    this.#options = options;
  }

  async open(): Promise<this> {
    const server = createServer((request, response) => {
      void this.#answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.close();
    });
    const address = server.address();
    this.host = `127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`;
    return this;
  }

  named(name: string): Kept {
    const kept = this.repositories.get(name) ?? { blobs: new Map(), manifests: new Map() };
    this.repositories.set(name, kept);
    return kept;
  }

  /** An image for two platforms; gives the digest of its index. */
  put(name: string): string {
    const { blobs, manifests } = this.named(name);
    const images = ["amd64", "arm64"].map((architecture) => {
      const config = JSON.stringify({ os: "linux", architecture });
      const layer = `layer of ${architecture}`;
      for (const blob of [config, layer, "base layer"]) blobs.set(digestOf(blob), blob);
      const layers = [{ digest: digestOf("base layer") }, { digest: digestOf(layer) }];
      const text = JSON.stringify({ schemaVersion: 2, config: { digest: digestOf(config) }, layers });
      manifests.set(digestOf(text), { text, type: `${OCI}.manifest.v1+json` });
      return { digest: digestOf(text), platform: { os: "linux", architecture } };
    });
    const text = JSON.stringify({ schemaVersion: 2, manifests: images });
    manifests.set(digestOf(text), { text, type: `${OCI}.index.v1+json` });
    return digestOf(text);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", `http://${this.host}`);
    this.requests.push(`${request.method ?? ""} ${url.pathname}`);
    if (url.pathname === "/token") {
      response.end(JSON.stringify({ token: "given" }));
      return;
    }
    const wanted = this.#options.givesTokens === true ? "Bearer given" : (this.#options.authorization ?? null);
    if (wanted !== null && request.headers.authorization !== wanted) {
      const bearer = `Bearer realm="http://${this.host}/token",service="test",scope="pull"`;
      response.writeHead(401, { "www-authenticate": this.#options.givesTokens === true ? bearer : "Basic" }).end();
      return;
    }
    await this.#serve(request, response, url);
  }

  async #serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const body = await textOf(request);
    const [, name = "", kind, rest = ""] = /^\/v2\/(.+?)\/(manifests|blobs)\/(.*)$/.exec(url.pathname) ?? [];
    const kept = this.named(name);
    const end = (status: number, headers: Record<string, string> = {}, text = ""): void => {
      response.writeHead(status, headers).end(text);
    };
    if (rest.startsWith("uploads/")) {
      this.#upload({ method: request.method ?? "", url, kept, body }, end);
      return;
    }
    if (kind === "blobs") {
      const blob = kept.blobs.get(rest);
      end(blob === undefined ? 404 : 200, {}, request.method === "GET" ? blob : "");
      return;
    }
    this.#manifest({ request, body, kept, reference: rest }, end);
  }

  #manifest(
    { request, body, kept, reference }: { request: IncomingMessage; body: string; kept: Kept; reference: string },
    end: (status: number, headers?: Record<string, string>, text?: string) => void,
  ): void {
    if (request.method === "PUT") {
      const missing = manifestMissing(body, kept);
      const stored = { text: body, type: request.headers["content-type"] ?? "" };
      for (const name of [reference, digestOf(body)]) if (!missing) kept.manifests.set(name, stored);
      end(missing ? 400 : 201);
      return;
    }
    const manifest = kept.manifests.get(reference);
    end(manifest === undefined ? 404 : 200, { "content-type": manifest?.type ?? "" }, manifest?.text);
  }

  #upload(
    { method, url, kept, body }: { method: string; url: URL; kept: Kept; body: string },
    end: (status: number, headers?: Record<string, string>) => void,
  ): void {
    const from = url.searchParams.get("from");
    const mounted = this.named(from ?? "").blobs.get(url.searchParams.get("mount") ?? "");
    if (method === "POST" && this.#options.mounts === true && mounted !== undefined) {
      kept.blobs.set(digestOf(mounted), mounted);
      end(201);
      return;
    }
    const id = `${url.pathname}upload`;
    if (method === "PATCH") this.#uploads.set(url.pathname, body);
    if (method !== "PUT") {
      end(202, { location: method === "POST" ? `${id}?state=1` : `${url.pathname}?state=2` });
      return;
    }
    const blob = this.#uploads.get(url.pathname) ?? "";
    const isWhole = digestOf(blob) === url.searchParams.get("digest");
    if (isWhole) kept.blobs.set(digestOf(blob), blob);
    end(isWhole ? 201 : 400);
  }
}

/** A registry takes no manifest that names what it doesn't have. */
function manifestMissing(text: string, { blobs, manifests }: Kept): boolean {
  const parts = manifestParts(text);
  return parts.kind === "index"
    ? parts.manifests.some(({ digest }) => !manifests.has(digest))
    : parts.blobs.some((digest) => !blobs.has(digest));
}

const repository = ({ host }: TestRegistry, name: string, authorization: string | null = null) =>
  new HttpRepository({ host, name, authorization: authorization === null ? null : new SecretText(authorization) });

async function problemOf(promise: Promise<unknown>) {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  return isUserError(error) ? error.problems[0] : undefined;
}

describe("a copy of an image", () => {
  it("has every platform, its tag and the same digest in the other registry", async () => {
    const source = await new TestRegistry({ givesTokens: true }).open();
    const target = await new TestRegistry({ authorization: "Basic mine" }).open();
    const digest = source.put("a/b");
    await copyImage(repository(source, "a/b"), repository(target, "c", "Basic mine"), { digest, tag: "v1" });
    const kept = target.named("c");
    expect(kept.manifests.get("v1")).toEqual(source.named("a/b").manifests.get(digest));
    expect(kept.manifests.get(digest)?.text).toBe(kept.manifests.get("v1")?.text);
    expect([...kept.blobs].sort()).toEqual([...source.named("a/b").blobs].sort());
  });

  it("sends nothing that is there already", async () => {
    const source = await new TestRegistry().open();
    const target = await new TestRegistry().open();
    const digest = source.put("a");
    await copyImage(repository(source, "a"), repository(target, "c"), { digest, tag: "v1" });
    target.requests.length = 0;
    await copyImage(repository(source, "a"), repository(target, "c"), { digest, tag: "v2" });
    expect(target.requests.filter((request) => /^(POST|PATCH)/.test(request))).toEqual([]);
  });

  it("borrows layers within a registry that lends them, and reads none", async () => {
    const registry = await new TestRegistry({ mounts: true }).open();
    const digest = registry.put("staging");
    await copyImage(repository(registry, "staging"), repository(registry, "prod"), { digest, tag: "v1" });
    expect(registry.named("prod").manifests.has(digest)).toBe(true);
    expect(registry.requests.filter((request) => request.startsWith("GET /v2/staging/blobs"))).toEqual([]);
  });

  it("is refused where the image isn't there, isn't public, or isn't what its digest says", async () => {
    const target = await new TestRegistry().open();
    const copy = (source: TestRegistry, digest: string) =>
      problemOf(copyImage(repository(source, "a"), repository(target, "c"), { digest, tag: "v1" }));
    const open = await new TestRegistry().open();
    expect((await copy(open, digestOf("nothing")))?.code).toBe("ImageMissing");
    const closed = await new TestRegistry({ authorization: "Basic theirs" }).open();
    expect((await copy(closed, closed.put("a")))?.code).toBe("RegistryRefused");
    const digest = open.put("a");
    open.named("a").manifests.set(digest, { text: "{}", type: "" });
    expect((await copy(open, digest))?.code).toBe("DigestMismatch");
    open.host = "127.0.0.1:1";
    expect((await copy(open, digest))?.code).toBe("RegistryNotReached");
  });

  it("never says the login that was refused", async () => {
    const target = await new TestRegistry({ authorization: "Basic right" }).open();
    const source = await new TestRegistry().open();
    const digest = source.put("a");
    const problem = await problemOf(
      copyImage(repository(source, "a"), repository(target, "c", "Basic planted-login"), { digest, tag: "v1" }),
    );
    expect(problem?.code).toBe("RegistryRefused");
    expect(JSON.stringify(problem)).not.toContain("planted-login");
  });

  it("stops when it is cancelled", async () => {
    const source = await new TestRegistry().open();
    const signal = AbortSignal.abort(new DOMException("Ctrl-C", "AbortError"));
    const copy = copyImage(repository(source, "a"), repository(source, "c"), {
      digest: source.put("a"),
      tag: "",
      signal,
    });
    await expect(copy).rejects.toMatchObject({ message: "Ctrl-C" });
  });
});

describe("a manifest", () => {
  it("tells its platforms, and attestations from images", () => {
    const platform = { os: "linux", architecture: "arm64" };
    const manifests = [
      { digest: "sha256:1", platform },
      { digest: "sha256:2", platform: { os: "unknown", architecture: "unknown" } },
    ];
    expect(manifestParts(JSON.stringify({ manifests }))).toEqual({
      kind: "index",
      manifests: [
        { digest: "sha256:1", platform: "linux/arm64" },
        { digest: "sha256:2", platform: null },
      ],
    });
    expect(configPlatform(JSON.stringify(platform))).toBe("linux/arm64");
    expect(() => manifestParts('{"schemaVersion":1}')).toThrow("no container image");
  });
});
