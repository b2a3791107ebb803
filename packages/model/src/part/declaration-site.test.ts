import { describe, expect, it } from "vitest";
import { service, image, secret, ingress, job, parameter, postgres, redis, valkey } from "../index.js";
import { findDeclarationSite, parseFrame } from "./declaration-site.js";

describe("the place of a declaration", () => {
  it.each([
    ["    at build (file:///app/fairlead.config.ts:12:5)", "/app/fairlead.config.ts", 12],
    ["    at file:///app/fairlead.config.ts:12:5", "/app/fairlead.config.ts", 12],
    ["    at async file:///app/fairlead.config.ts?again=2:12:5", "/app/fairlead.config.ts", 12],
    ["    at Object.build (/app/a b/fairlead.config.ts:3:14)", "/app/a b/fairlead.config.ts", 3],
  ])("is read out of %j", (frame, file, line) => {
    expect(parseFrame(frame)).toEqual({ file, line });
  });

  it.each(["", "Error", "    at native", "    at <anonymous>"])("is not in %j", (frame) => {
    expect(parseFrame(frame)).toBeNull();
  });

  it("is where the function was called, not where it is written", () => {
    const declare = () => findDeclarationSite(declare);
    expect(declare()?.file).toBe(import.meta.filename);
  });

  it("leaves the depth of stack traces as it was", () => {
    const before = Error.stackTraceLimit;
    findDeclarationSite(() => null);
    expect(Error.stackTraceLimit).toBe(before);
  });

  it("is the caller's for every kind", () => {
    const app = image("app");
    const web = service("web", { image: app });
    const parts = [
      app,
      web,
      job("job", { image: app }),
      ingress({ routes: { "/*": web } }),
      postgres("main", { engine: "rds" }),
      valkey("cache"),
      redis("other"),
      secret("token", { generate: "token" }),
      parameter("level", "info"),
    ];
    expect(parts.map(({ source }) => source?.file)).toEqual(parts.map(() => import.meta.filename));
    const lines = parts.map(({ source }) => source?.line ?? 0);
    expect(new Set(lines).size).toBe(parts.length);
    // Each stands on the line after the one before it, but for those that have names of their own.
    expect(lines[3]).toBe((lines[2] ?? 0) + 1);
  });
});
