import { miswritten, problemCodes, problemsOf, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, postgres, service, valkey } from "../index.js";
import { APP_NAME_LIMITS, PART_NAME_LIMITS } from "./name-limits.js";
import { physicalName } from "./physical-name.js";

const rootsNamed = (name: string) => ({ services: [service(name, { image: image("app") })] });

describe("a name", () => {
  it.each(["Proxy", "my_service", "-a", "a-", "a--b", "1st", "", "a b", "ä"])("is refused: %j", (name) => {
    expect(problemCodes(rootsNamed(name))).toContain(`services.${name}: InvalidName`);
  });

  it.each(["a", "proxy", "proxy-2", "a-b-c"])("may be %j", (name) => {
    expect(problemCodes(rootsNamed(name))).toEqual([]);
  });

  it("is refused with one that would do", () => {
    const [problem] = problemsOf(() => resolveRoots(rootsNamed("myService_2")));
    expect(problem?.fix).toContain('e.g. "my-service-2"');
  });

  it("is refused when it is no text", () => {
    const nameless = miswritten(service("a", { image: image("app") }), { name: 7 });
    const [problem, ...others] = problemsOf(() => resolveRoots({ services: [nameless] }));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ path: "services.7", code: "InvalidName" });
    expect(problem?.message).toBe("The first argument of service(…) must be its name, a text.");
  });

  it("is refused of the app", () => {
    expect(problemCodes({}, { app: { name: "My App" } })).toEqual(["name: InvalidName"]);
  });

  it("is refused of the environment, which is in front of everything too", () => {
    const [problem] = problemsOf(() =>
      resolveRoots(
        {},
        { app: { name: "a".repeat(110), environments: { test: { tier: "minimal", region: "us-east-1" } } } },
      ),
    );
    expect(problem).toMatchObject({ path: "environments.test", code: "NameTooLong" });
    expect(problem?.message).toContain("Observability");
    expect(problem?.fix).toContain("by 1.");
  });
});

describe("a name that is too long for AWS", () => {
  const cacheRoots = (name: string) => ({
    services: [service("a", { image: image("app"), env: { CACHE_URL: valkey(name).url } })],
  });

  it("is refused with what would bear it and how long it may be", () => {
    const [problem] = problemsOf(() => resolveRoots(cacheRoots("c".repeat(31))));
    expect(problem).toMatchObject({ path: `caches.${"c".repeat(31)}`, code: "NameTooLong" });
    expect(problem?.message).toContain(`"shop-test-${"c".repeat(31)}", which has 41 characters; AWS takes 40`);
    expect(problem?.fix).toContain("by 1.");
  });

  it("is fine at the limit", () => {
    expect(problemCodes(cacheRoots("c".repeat(30)))).toEqual([]);
  });

  it("leaves room for the number behind the name of a cluster's instance", () => {
    const roots = (name: string) => ({
      services: [service("a", { image: image("app"), env: { URL: postgres(name, { engine: "rds" }).url } })],
    });
    expect(problemCodes(roots("d".repeat(51)))).toEqual([]);
    expect(problemCodes(roots("d".repeat(52)))).toEqual([`databases.${"d".repeat(52)}: NameTooLong`]);
  });
});

describe("the limits of names", () => {
  it("each say where they come from", () => {
    const limits = [...APP_NAME_LIMITS, ...Object.values(PART_NAME_LIMITS).flat()];
    for (const { source } of limits) expect(source.length).toBeGreaterThan(10);
  });
});

describe("the name of something in AWS", () => {
  it("is the app's, the environment's and the part's", () => {
    expect(physicalName("llm-proxy", "prod")).toBe("llm-proxy-prod");
    expect(physicalName("llm-proxy", "prod", "cache")).toBe("llm-proxy-prod-cache");
  });
});
