import { problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, type ImageOptions, job, service } from "../index.js";

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
    expect(resolveRoots(rootsWith(options)).images).toEqual([{ name: "app", source, base: null, needs: [] }]);
  });

  it("is refused to a container that lacks a variable which it needs, sidecars too", () => {
    const app = image("app", { needs: ["API_KEY", "NODE_ENV"] });
    const env = { NODE_ENV: "production" };
    const sidecars = { worker: { image: app, env: { ...env, API_KEY: "none" } }, cron: { image: app } };
    expect(problemCodes({ services: [service("a", { image: app, env, sidecars })] })).toEqual([
      "services.a.env: VariableMissing",
      "services.a.sidecars.cron.env: VariableMissing",
    ]);
  });

  it("asks the same of a job, but not of one that runs another program of the image", () => {
    const app = image("app", { needs: ["API_KEY"] });
    const jobs = [job("clean", { image: app }), job("migrate", { image: app, command: ["migrate"] })];
    expect(problemCodes({ jobs })).toEqual(["jobs.clean.env: VariableMissing"]);
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
