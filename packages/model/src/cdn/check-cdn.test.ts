import { problemCodes, problemsOf, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, ingress, type IngressOptions, service, type ServiceOptions, site, type SiteOptions } from "../index.js";

const WITH_DOMAIN = { environment: { domain: "post.example.com" } };
const NO_DOMAIN = {};

const apiWith = (options: Partial<ServiceOptions> = {}) =>
  service("api", { image: image("api"), port: 8000, ...options });
const api = apiWith();
const gui = site("gui", { folder: "gui/dist" });

const codes = (options: Partial<IngressOptions>, change: Parameters<typeof problemCodes>[1] = WITH_DOMAIN) =>
  problemCodes({ ingress: ingress({ cdn: true, routes: { "/api/*": api }, ...options }) }, change);

describe("the CDN's problems", () => {
  it("are none of an API and a GUI on one host, with a domain or without", () => {
    const routes = { "/api/*": api, "/*": gui };
    expect([codes({ routes }), codes({ routes }, NO_DOMAIN)]).toEqual([[], []]);
  });

  it("are an answer that may stay silent for longer than CloudFront waits, with the figures and two ways out", () => {
    const longest = (longestResponse: string, cdn: IngressOptions["cdn"] = true) =>
      codes({ cdn, routes: { "/*": apiWith({ longestResponse }) } });
    expect(longest("120s")).toEqual([]);
    expect(longest("121s")).toEqual(["services.api.longestResponse: ResponseTooLongForCdn"]);
    expect(longest("10m", { responseTimeout: "60s" })).toEqual([]);
    const [problem] = problemsOf(() =>
      resolveRoots({ ingress: ingress({ cdn: true, routes: { "/*": apiWith({ longestResponse: "10m" }) } }) }),
    );
    expect(problem?.message).toContain("may take 10m, but CloudFront waits 2m at most");
    expect(problem?.fix).toContain("responseTimeout");
  });

  it("are more than the most that AWS raises the quota to", () => {
    expect(codes({ cdn: { responseTimeout: "180s" } })).toEqual([]);
    expect(codes({ cdn: { responseTimeout: "181s" } })).toEqual(["ingress.cdn.responseTimeout: DurationOutOfRange"]);
  });

  it("are a certificate of another region than CloudFront's", () => {
    const certificate = "arn:aws:acm:ap-south-1:123456789012:certificate/a-1";
    expect(codes({ cdn: { certificate } })).toEqual(["ingress.cdn.certificate: CertificateInOtherRegion"]);
  });

  it.each(["pr-*.post.example.com/*", "*.*.post.example.com/*", "a?.post.example.com/*"])(
    "are a host that is no alternate name of CloudFront's: %s",
    (key) => {
      expect(codes({ routes: { [key]: api } })).toEqual([`ingress.routes["${key}"]: HostPatternOnCdn`]);
      expect(codes({ cdn: false, routes: { [key]: api } })).toEqual([]);
    },
  );

  it("are more paths than a distribution tells apart", () => {
    const many = Object.fromEntries(Array.from({ length: 75 }, (_, at) => [`/${"a".repeat(at + 1)}/*`, api]));
    expect(codes({ routes: { ...many, "/*": gui } })).toEqual(["ingress.routes: TooManyBehaviors"]);
  });

  it("are more ranges than a function at the edge takes, and not those that a load balancer's rule would not", () => {
    const from = (count: number) => Array.from({ length: count }, (_, at) => `203.0.${at}.0/24`);
    const codesFrom = (count: number) => codes({ routes: { "/api/*": { to: api, from: from(count) } } });
    expect(codesFrom(200)).toEqual([]);
    expect(codesFrom(201)).toEqual(['ingress.routes["/api/*"].from: TooManySources']);
    expect(codes({ allowedCidrs: from(201) })).toEqual(["ingress.allowedCidrs: TooManySources"]);
  });
});

describe("a site's problems", () => {
  it("are a route to it without a CDN", () => {
    expect(codes({ cdn: false, routes: { "/api/*": api, "/*": gui } })).toEqual(['ingress.routes["/*"]: SiteNeedsCdn']);
  });

  it("are an ingress that leads to sites alone", () => {
    expect(codes({ routes: { "/*": gui } })).toEqual(["ingress.routes: IngressWithoutService"]);
  });

  it.each(["/a*", "/*.png", "/favicon.ico", "/a/*/b", "/a?/*"])("are a route that is no folder: %s", (path) => {
    expect(codes({ routes: { "/api/*": api, [path]: gui } })).toEqual([`ingress.routes["${path}"]: InvalidSiteRoute`]);
  });

  it("are an error page where a service's 404 would get it too", () => {
    const pages = site("pages", { folder: "dist", notFound: "404.html" });
    expect(codes({ routes: { "/api/*": api, "/*": pages } })).toEqual([
      "sites.pages.notFound: NotFoundPageBesideOthers",
    ]);
    expect(codes({ routes: { "api.post.example.com/*": api, "/*": pages } })).toEqual([]);
  });

  it("are a host that the ingress has, or none where it has the domain", () => {
    const beside = (options: Partial<SiteOptions>) =>
      problemCodes(
        {
          ingress: ingress({ routes: { "/api/*": api } }),
          sites: [site("gui", { folder: "dist", ...options })],
        },
        WITH_DOMAIN,
      );
    expect(beside({})).toEqual(["sites.gui.host: SiteHostMissing"]);
    expect(beside({ host: "gui.post.example.com" })).toEqual([]);
    expect(beside({ host: "gui.example.com" })).toEqual(["sites.gui.host: HostOutsideDomain"]);
    expect(beside({ host: "post.example.com" })).toEqual(["sites.gui.host: HostTaken"]);
  });

  it("are two on one host", () => {
    const sites = [site("one", { folder: "a" }), site("two", { folder: "b" })];
    expect(problemCodes({ sites }, WITH_DOMAIN)).toEqual(["sites.two.host: HostTaken"]);
    expect(problemCodes({ sites })).toEqual([]);
  });

  it("are a host without a domain, or beside a route that says it", () => {
    expect(problemCodes({ sites: [site("gui", { folder: "a", host: "gui.example.com" })] })).toEqual([
      "sites.gui.host: HostWithoutDomain",
    ]);
    const routed = site("gui", { folder: "a", host: "post.example.com" });
    expect(codes({ routes: { "/api/*": api, "/*": routed } })).toEqual(["sites.gui.host: HostOfRoutedSite"]);
  });

  it.each(["/assets", "assets/", "../secrets", "a/../b", ""])(
    "are a path that is none inside its folder: %j",
    (path) => {
      expect(problemCodes({ sites: [site("gui", { folder: "a", immutable: [path] })] })).toEqual([
        "sites.gui.immutable[0]: InvalidSitePath",
      ]);
    },
  );
});
