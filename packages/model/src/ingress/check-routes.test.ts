import { problemCodes, problemsOf, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, ingress, type IngressOptions, service } from "../index.js";

const web = service("web", { image: image("app"), port: 8080 });
const WITH_DOMAIN = { environment: { domain: "llm.example.com" } };

const codes = (options: Partial<IngressOptions>, change = {}) =>
  problemCodes({ ingress: ingress({ routes: {}, ...options }) }, change);

const cidrs = (count: number): string[] => Array.from({ length: count }, (_, index) => `10.${index}.0.0/16`);

describe("a route's host", () => {
  it("may be the domain or anything under it", () => {
    expect(
      codes(
        { routes: { "llm.example.com/a": web, "admin.llm.example.com/*": web, "*.llm.example.com/*": web } },
        WITH_DOMAIN,
      ),
    ).toEqual([]);
  });

  it.each(["example.com/*", "other.example.com/*", "evil-llm.example.com/*"])("is refused outside it: %s", (key) => {
    expect(codes({ routes: { [key]: web } }, WITH_DOMAIN)).toEqual([`ingress.routes["${key}"]: HostOutsideDomain`]);
  });

  it("is refused without a domain", () => {
    expect(codes({ routes: { "admin.example.com/*": web } })).toEqual([
      'ingress.routes["admin.example.com/*"]: HostWithoutDomain',
    ]);
  });
});

describe("a route's key", () => {
  it.each([
    ["v1", "InvalidRoute"],
    ["/a b", "InvalidPathPattern"],
    ["/ü", "InvalidPathPattern"],
    [`/${"a".repeat(128)}`, "InvalidPathPattern"],
    ["Admin.example.com/*", "InvalidHostPattern"],
    ["localhost/*", "InvalidHostPattern"],
  ])("%s is refused", (key, code) => {
    expect(codes({ routes: { [key]: web } }, WITH_DOMAIN).map((found) => found.split(": ").at(-1))).toEqual([code]);
  });

  it("is refused when another means the same", () => {
    expect(codes({ routes: { "/v1/*": web, "llm.example.com/v1/*": web } }, WITH_DOMAIN)).toEqual([
      'ingress.routes["llm.example.com/v1/*"]: DuplicateRoute',
    ]);
  });

  it("is refused when a private path hides it", () => {
    expect(codes({ routes: { "/metrics": web } })).toEqual(['ingress.routes["/metrics"]: RouteIsPrivate']);
    expect(codes({ routes: { "/metrics/prometheus": web } })).toEqual([
      'ingress.routes["/metrics/prometheus"]: RouteIsPrivate',
    ]);
    expect(codes({ routes: { "/metrics": web }, private: [] })).toEqual([]);
    expect(codes({ routes: { "/metrics-of-mine": web, "/*": web } })).toEqual([]);
  });
});

describe("a route's sources", () => {
  it("are as many as one condition of a rule takes", () => {
    expect(codes({ routes: { "/*": { to: web, from: cidrs(3) } } }, WITH_DOMAIN)).toEqual([]);
    expect(codes({ routes: { "/*": { to: web, from: cidrs(3) } } })).toEqual([]);
    expect(codes({ routes: { "/*": { to: web, from: cidrs(4) } } })).toEqual([
      'ingress.routes["/*"].from: TooManySources',
    ]);
  });

  it("are refused beyond them", () => {
    const problems = problemsOf(() =>
      resolveRoots({ ingress: ingress({ routes: { "/*": { to: web, from: cidrs(4) } } }) }, WITH_DOMAIN),
    );
    expect(problems).toMatchObject([{ path: 'ingress.routes["/*"].from', code: "TooManySources" }]);
    expect(problems[0]?.message).toContain("room for 3 source ranges, not 4");
  });

  it.each(["203.0.113.7", "203.0.113.7/24", "300.0.0.0/8", "10.0.0.0/33", "::/0", "office"])(
    "are refused when they are no IPv4 block: %s",
    (cidr) => {
      expect(codes({ routes: { "/*": { to: web, from: [cidr] } } })).toEqual([
        'ingress.routes["/*"].from[0]: InvalidCidr',
      ]);
    },
  );
});

describe("the routes of an ingress", () => {
  it("are refused beyond what a listener takes", () => {
    const many = Object.fromEntries(
      Array.from({ length: 99 }, (_, index) => [
        `/${"a".repeat(1 + (index % 9))}/${String(index).padStart(3, "0")}`,
        web,
      ]),
    );
    expect(codes({ routes: many })).toContain("ingress.routes: TooManyRoutes");
    expect(codes({ routes: Object.fromEntries(Object.entries(many).slice(0, 60)) })).toEqual([]);
  });

  it("are refused when more are alike than their band has priorities", () => {
    const alike = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`/${String(index + 10)}`, web]));
    expect(codes({ routes: alike })).toEqual(["ingress.routes: TooManyRoutes"]);
  });
});

describe("an ingress", () => {
  it("fills every gap", () => {
    expect(resolveRoots({ ingress: ingress({ routes: { "/v1/*": web } }) }).ingress).toMatchObject({
      hosts: [],
      idleTimeoutSeconds: 60,
      tls: null,
      allowedCidrs: ["0.0.0.0/0"],
      waf: null,
      accessLogs: { retentionDays: 30 },
    });
  });

  it("puts main routes on the domain, and all hosts on the certificate", () => {
    const found = resolveRoots(
      {
        ingress: ingress({
          routes: { "/v1/*": web, "admin.llm.example.com/*": { to: web, from: ["10.1.0.0/16", "10.0.0.0/16"] } },
        }),
      },
      WITH_DOMAIN,
    ).ingress;
    expect(found?.hosts).toEqual(["admin.llm.example.com", "llm.example.com"]);
    expect(found?.tls).not.toBeNull();
    expect(
      found?.routes.map(({ host, path, sourceCidrs, action }) => ({ host, path, sourceCidrs, kind: action.kind })),
    ).toEqual([
      { host: null, path: "/metrics", sourceCidrs: [], kind: "not-found" },
      { host: null, path: "/metrics/*", sourceCidrs: [], kind: "not-found" },
      { host: "llm.example.com", path: "/v1/*", sourceCidrs: [], kind: "forward" },
      { host: "admin.llm.example.com", path: "/*", sourceCidrs: ["10.0.0.0/16", "10.1.0.0/16"], kind: "forward" },
    ]);
  });

  it("waits as long as the longest response of the services that it leads to", () => {
    const slow = service("slow", { image: image("app"), port: 1, longestResponse: "10m" });
    const aside = service("aside", { image: image("app"), longestResponse: "2m" });
    const routes = { "/a": slow, "/b": web };
    expect(resolveRoots({ ingress: ingress({ routes }), services: [aside] }).ingress?.idleTimeoutSeconds).toBe(600);
    expect(resolveRoots({ ingress: ingress({ routes, idleTimeout: "2m" }) }).ingress?.idleTimeoutSeconds).toBe(120);
  });

  it.each([
    [{ idleTimeout: "4001s" }, "ingress.idleTimeout: DurationOutOfRange"],
    [{ allowedCidrs: [] }, "ingress.allowedCidrs: OutOfRange"],
    [{ allowedCidrs: ["everyone"] }, "ingress.allowedCidrs[0]: InvalidCidr"],
    [{ waf: { rateLimit: 1 } }, "ingress.waf.rateLimit: OutOfRange"],
    [{ private: ["metrics"] }, "ingress.private[0]: InvalidPathPattern"],
  ])("is refused with %j", (options, expected) => {
    expect(codes(options)).toEqual([expected]);
  });
});
