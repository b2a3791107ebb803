import { problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, type ImageOptions, service } from "../index.js";

const rootsWith = (options?: ImageOptions) => ({ services: [service("a", { image: image("app", options) })] });

describe("an image", () => {
  it.each([
    [undefined, { kind: "pushed" }],
    [{ context: "." }, { kind: "build", context: ".", dockerfile: "Dockerfile" }],
    [
      { context: "apps/web", dockerfile: "prod.Dockerfile" },
      { kind: "build", context: "apps/web", dockerfile: "prod.Dockerfile" },
    ],
    [{ uri: "public.ecr.aws/nginx/nginx:1.29" }, { kind: "external", uri: "public.ecr.aws/nginx/nginx:1.29" }],
  ] satisfies [ImageOptions | undefined, object][])("of %j is resolved", (options, source) => {
    expect(resolveRoots(rootsWith(options)).images).toEqual([{ name: "app", source, base: null }]);
  });

  it.each([
    [{ context: ".", uri: "nginx" }, "images.app: AmbiguousImage"],
    [{ dockerfile: "Dockerfile" }, "images.app: DockerfileWithoutContext"],
    [{ uri: "https://example.com/image name" }, "images.app.uri: InvalidImageUri"],
    [{ context: "" }, "images.app.context: OutOfRange"],
  ])("is refused with %j", (options, expected) => {
    expect(problemCodes(rootsWith(options))).toEqual([expected]);
  });
});
