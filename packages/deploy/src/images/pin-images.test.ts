import { isUserError } from "@fairlead/errors";
import type { ResolvedApp, ResolvedImage } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import type { DeployEvent } from "../event/deploy-event.js";
import { FakeBuildContexts, FakeContainerEngines } from "../testing/fake-images.js";
import { FakeRegistry, PLANTED_REGISTRY_PASSWORD } from "../testing/fake-registry.js";
import { knownImages, pinImages, type ImageRequest } from "./pin-images.js";

const REPOSITORY = "llm-proxy/prod/proxy";
const BUILT: ResolvedImage["source"] = { kind: "build", context: "../..", dockerfile: "Dockerfile" };
const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

function world(source: ResolvedImage["source"] = BUILT) {
  const app: ResolvedApp = aResolvedApp({ images: [{ name: "proxy", source, base: null, needs: [] }] });
  const registry = new FakeRegistry();
  const containerEngines = new FakeContainerEngines(registry);
  const buildContexts = new FakeBuildContexts();
  const events: DeployEvent[] = [];
  const ports = { registry, containerEngines, buildContexts };
  const request = (change: Partial<ImageRequest> = {}): ImageRequest => ({
    baseFolder: "/project/examples/llm-proxy",
    outside: {},
    ...change,
  });
  const pin = (change: Partial<ImageRequest> = {}) =>
    pinImages({ app }, request(change), ports, (event) => {
      events.push(event);
    });
  const known = (change: Partial<ImageRequest> = {}) => knownImages({ app }, request(change), ports);
  return { app, ...ports, events, pin, known };
}

const statesOf = (events: readonly DeployEvent[]): string[] =>
  events.flatMap((event) => (event.type === "image" ? [event.state] : []));

async function problemOf(promise: Promise<unknown>) {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  return isUserError(error) ? error.problems[0] : undefined;
}

describe("an image with a context", () => {
  it("is built for the platform of its tasks and pinned by what the registry reports", async () => {
    const { pin, containerEngines, registry, events } = world();
    const digests = await pin();
    expect(containerEngines.builds).toMatchObject([{ contextFolder: "/project", platforms: ["linux/arm64"] }]);
    expect(containerEngines.builds[0]?.reference).toMatch(/\/llm-proxy\/prod\/proxy:content-[0-9a-f]{40}$/);
    expect(digests).toEqual({ ProxyImageDigest: registry.repositories.get(REPOSITORY)?.[0]?.digest });
    expect(statesOf(events)).toEqual(["building", "pushing", "pushed"]);
  });

  it("is not built again while its content is the same, and is when it changes", async () => {
    const { pin, containerEngines, buildContexts, events } = world();
    const first = await pin();
    expect(await pin()).toEqual(first);
    expect(containerEngines.builds).toHaveLength(1);
    expect(statesOf(events).at(-1)).toBe("present");
    buildContexts.contents.set("/project", "changed");
    expect(await pin()).not.toEqual(first);
    expect(containerEngines.builds).toHaveLength(2);
  });

  it("is not known before it was pushed", async () => {
    const { pin, known } = world();
    expect(await known()).toEqual({ ProxyImageDigest: null });
    const digests = await pin();
    expect(await known()).toEqual(digests);
  });

  it("is taken from another deployment that pushed the same content first", async () => {
    const { pin, registry, containerEngines } = world();
    const find = containerEngines.find.bind(containerEngines);
    containerEngines.find = async () => {
      const engine = await find();
      return {
        ...engine,
        buildAndPush: async (build, watch) => {
          const tag = build.reference.split(":").at(-1) ?? "";
          registry.push(REPOSITORY, { digest: digest("f"), tags: [tag] });
          await engine.buildAndPush(build, watch);
        },
      };
    };
    expect(await pin()).toEqual({ ProxyImageDigest: digest("f") });
  });

  it("that can't be built ends with what the engine said, and the registry's password is nowhere", async () => {
    const { pin, containerEngines, events } = world();
    containerEngines.failure = "exit code 1";
    expect(await problemOf(pin())).toMatchObject({ code: "ImageBuildFailed" });
    expect(JSON.stringify([events, containerEngines.builds])).not.toContain(PLANTED_REGISTRY_PASSWORD);
  });

  it("is left alone when the deployment was cancelled", async () => {
    const { pin, containerEngines } = world();
    const signal = AbortSignal.abort(new DOMException("Ctrl-C", "AbortError"));
    await expect(pin({ signal })).rejects.toMatchObject({ message: "Ctrl-C" });
    expect(containerEngines.builds).toEqual([]);
  });
});

describe("an image that a pipeline pushes", () => {
  it("is the youngest of its repository", async () => {
    const { pin, registry } = world({ kind: "pushed" });
    registry.push(REPOSITORY, { digest: digest("1"), tags: ["v1"], pushedAtMs: 200 });
    registry.push(REPOSITORY, { digest: digest("2"), tags: ["v2"], pushedAtMs: 300 });
    registry.push(REPOSITORY, { digest: digest("3"), tags: [], pushedAtMs: 400 });
    expect(await pin()).toEqual({ ProxyImageDigest: digest("2") });
  });

  it("has to be pushed first", async () => {
    const { pin, known } = world({ kind: "pushed" });
    expect(await known()).toEqual({ ProxyImageDigest: null });
    expect(await problemOf(pin())).toMatchObject({ code: "NoImagePushed", path: "images.proxy" });
  });
});

describe("an image that is named", () => {
  it("by a tag or a digest is looked for in the environment's repository", async () => {
    const { pin, registry } = world();
    registry.push(REPOSITORY, { digest: digest("1"), tags: ["v1"] });
    expect(await pin({ outside: { proxy: "v1" } })).toEqual({ ProxyImageDigest: digest("1") });
    expect(await pin({ outside: { proxy: digest("1") } })).toEqual({ ProxyImageDigest: digest("1") });
    expect(await problemOf(pin({ outside: { proxy: "v2" } }))).toMatchObject({ code: "ImageMissing" });
    expect(await problemOf(pin({ outside: { proxy: digest("2") } }))).toMatchObject({ code: "ImageMissing" });
  });

  it("in another registry is copied with its digest, once", async () => {
    const { pin, known, registry } = world();
    const name = `ghcr.io/example/proxy@${digest("a")}`;
    registry.elsewhere.set(name, { digest: digest("a"), tags: [], pushedAtMs: 0, platforms: ["linux/arm64"] });
    expect(await known({ outside: { proxy: name } })).toEqual({ ProxyImageDigest: digest("a") });
    expect(registry.copies).toEqual([]);
    await pin({ outside: { proxy: name } });
    await pin({ outside: { proxy: name } });
    expect(registry.copies).toEqual([
      {
        from: { host: "ghcr.io", repository: "example/proxy", digest: digest("a") },
        repository: REPOSITORY,
        tag: `outside-${"a".repeat(40)}`,
      },
    ]);
  });

  it.each(["example/proxy:v1", "ghcr.io/example/proxy", "proxy@sha256:12", ""])(
    "as %j is refused: it may be another tomorrow",
    async (text) => {
      expect(await problemOf(world().pin({ outside: { proxy: text } }))).toMatchObject({ code: "ImageNotPinned" });
    },
  );

  it("is refused where its name is none, or the template names it already", async () => {
    expect(await problemOf(world().pin({ outside: { proxi: digest("1") } }))).toMatchObject({
      code: "UnknownImage",
      fix: "Its images are proxy.",
    });
    const external = world({ kind: "external", uri: "ghcr.io/example/proxy:1" });
    expect(await problemOf(external.pin({ outside: { proxy: digest("1") } }))).toMatchObject({ code: "UnknownImage" });
    expect(await external.pin()).toEqual({});
  });

  it("is refused when it doesn't run on what the tasks run on", async () => {
    const { pin, registry } = world();
    registry.push(REPOSITORY, { digest: digest("1"), tags: ["v1"], platforms: ["linux/amd64"] });
    expect((await problemOf(pin({ outside: { proxy: "v1" } })))?.message).toBe(
      `Image "proxy" (${digest("1")}) is for linux/amd64, and its tasks run on linux/arm64: they would stop at once with "exec format error".`,
    );
  });
});
