import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { aPreflightRequest } from "../../testing/a-preflight-request.js";
import { fakeExisting } from "../../testing/fake-existing.js";
import { fakePreflightPorts } from "../../testing/fake-preflight-ports.js";
import { FakeRegistry } from "../../testing/fake-registry.js";
import { imagesThere } from "./images-there.js";

const DIGEST = `sha256:${"a".repeat(64)}`;
const REPOSITORY = "llm-proxy/prod/proxy";
const pushedApp = aResolvedApp({
  images: [{ name: "proxy", source: { kind: "pushed" }, base: null, needs: [] }],
});
const withImage = (platforms: readonly string[]) => {
  const registry = new FakeRegistry();
  registry.push(REPOSITORY, { digest: DIGEST, tags: ["v1"], platforms });
  return fakePreflightPorts({ registry });
};

describe("images before a deployment", () => {
  it("need not be there when they are built by it", async () => {
    expect(await imagesThere.run(aPreflightRequest(), fakePreflightPorts())).toEqual([]);
  });

  it("must be there when a pipeline pushes them", async () => {
    const request = aPreflightRequest({ app: pushedApp });
    const existing = fakeExisting({ repository: [REPOSITORY] });
    expect(await imagesThere.run(request, fakePreflightPorts({ existing }))).toMatchObject([
      { severity: "error", code: "ImageNotPushed", path: "images.proxy" },
    ]);
    expect(await imagesThere.run(request, withImage(["linux/arm64"]))).toEqual([]);
  });

  it("can't be there before their repository is, which is told", async () => {
    expect(await imagesThere.run(aPreflightRequest({ app: pushedApp }), fakePreflightPorts())).toMatchObject([
      { severity: "warning", code: "ImageNotPushed" },
    ]);
  });

  it("must be there by the digest that was asked for", async () => {
    const request = aPreflightRequest({ parameters: { ProxyImageDigest: DIGEST } });
    expect(await imagesThere.run(request, fakePreflightPorts())).toMatchObject([{ code: "ImageMissing" }]);
    expect(await imagesThere.run(request, withImage(["linux/arm64"]))).toEqual([]);
  });

  it("must run on what their tasks run on", async () => {
    const request = aPreflightRequest({ parameters: { ProxyImageDigest: DIGEST } });
    const found = await imagesThere.run(request, withImage(["linux/amd64"]));
    expect(found).toMatchObject([{ code: "ImageForOtherPlatform" }]);
    expect(found[0]?.fix).toContain("--platform linux/arm64");
    expect(await imagesThere.run(request, withImage(["linux/amd64", "linux/arm64"]))).toEqual([]);
    expect(await imagesThere.run(request, withImage([]))).toEqual([]);
  });

  it("are not looked for when they are brought from elsewhere", async () => {
    const request = aPreflightRequest({ parameters: { ProxyImageDigest: DIGEST }, outsideImages: ["proxy"] });
    expect(await imagesThere.run(request, fakePreflightPorts())).toEqual([]);
  });
});
