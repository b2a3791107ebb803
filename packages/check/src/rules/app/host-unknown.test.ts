import { image, service, valkey } from "@fairlead/model";
import { resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { hostUnknown } from "./host-unknown.js";

const app = image("app");
const cache = valkey("cache");

const saidOf = (url: string): string[] =>
  hostUnknown
    .check(
      resolveRoots({
        services: [
          service("api", {
            image: app,
            env: { CACHE_HOST: cache.host, TARGET_URL: url },
            sidecars: { collector: { image: app } },
          }),
        ],
      }),
    )
    .map(({ message }) => message);

describe("a host that nobody knows", () => {
  it.each([
    ["redis://cache:6379", "caches.cache is reached by a reference to it, and not by its name."],
    ["http://collector:4318", 'the sidecar "collector" is reached at localhost.'],
    ["http://jaeger:14250", "which no name server of the VPC knows."],
  ])("is told with what was meant by %s", (url, meant) => {
    expect(saidOf(url)).toEqual([expect.stringContaining(`TARGET_URL of services.api names the host "`)]);
    expect(saidOf(url)[0]?.endsWith(meant)).toBe(true);
  });

  it("is none that a reference or a whole name leads to", () => {
    expect(saidOf("https://api.example.com")).toEqual([]);
  });
});
