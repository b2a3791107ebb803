import { resolveRoots } from "@fairlead/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type EnvironmentOptions,
  image,
  ingress,
  type IngressOptions,
  type ResolvedCdn,
  service,
  site,
  type SiteOptions,
} from "../index.js";
import { coversPattern } from "../ingress/covers-pattern.js";

const api = service("api", { image: image("api"), port: 8000 });
const worker = service("admin", { image: image("admin"), port: 8001 });
const gui = site("gui", { folder: "gui/dist" });

const resolve = (options: Partial<IngressOptions>, environment: Partial<EnvironmentOptions> = {}) =>
  resolveRoots(
    { ingress: ingress({ cdn: true, routes: { "/api/*": api }, ...options }) },
    { environment: { domain: "post.example.com", ...environment } },
  );

/** The behaviors of each distribution, as one reads them. */
const behaviors = (cdn: ResolvedCdn | null): Record<string, string[]> =>
  Object.fromEntries(
    (cdn?.distributions ?? []).map(({ name, behaviors: all }) => [
      name,
      all.map(({ path, to, sourceCidrs }) =>
        [path, to.kind === "site" ? to.site : (to.rule ?? "ingress"), ...sourceCidrs].join(" "),
      ),
    ]),
  );

describe("the CDN", () => {
  it("is none unless something asks for it", () => {
    const app = resolve({ cdn: false });
    expect([app.cdn, app.ingress?.cdn]).toEqual([null, null]);
  });

  it("leads each path where the load balancer's rules would, on every host of its own", () => {
    const { cdn } = resolve({
      routes: { "/api/*": api, "/*": gui, "*.post.example.com/api/*": api, "*.post.example.com/*": gui },
    });
    expect(behaviors(cdn)).toEqual({
      "*.post.example.com": ["/api/* ingress", "/* gui"],
      "post.example.com": ["/api/* ingress", "/* gui"],
    });
  });

  it("leaves to the load balancer what leads nowhere else", () => {
    const { cdn } = resolve({ routes: { "/api/*": api, "/admin/*": worker } });
    expect(behaviors(cdn)).toEqual({ "post.example.com": ["/* ingress"] });
  });

  it("keeps an API and its client on hosts of their own apart, as Macro AI's are", () => {
    const { cdn } = resolve({ routes: { "api.post.example.com/*": api, "/*": gui } });
    expect(behaviors(cdn)).toEqual({ "api.post.example.com": ["/* ingress"], "post.example.com": ["/* gui"] });
  });

  it("answers on a host by the rules of a wildcard that covers it, after its own", () => {
    const { cdn } = resolve({ routes: { "*.post.example.com/*": gui, "admin.post.example.com/api/*": worker } });
    expect(behaviors(cdn)["admin.post.example.com"]).toEqual(["/api/* ingress", "/* gui"]);
  });

  it("asks by the narrower of two hosts where both have a path", () => {
    const { cdn } = resolve({
      routes: { "*.post.example.com/app/*": gui, "admin.post.example.com/app/*": worker, "/*": gui },
    });
    expect(behaviors(cdn)["admin.post.example.com"]).toEqual(["/* ingress"]);
    expect(behaviors(cdn)["*.post.example.com"]).toEqual(["/app/* gui", "/* ingress"]);
  });

  it("leads every request to what the load balancer's rules would have chosen", () => {
    const host = fc.constantFrom("", "admin.post.example.com", "*.post.example.com");
    const path = fc.constantFrom("/*", "/api/*", "/api/admin/*", "/app/*", "/a*/x/*", "/api/?/*");
    const routes = fc.array(fc.tuple(host, path, fc.constantFrom(api, worker, gui)), { maxLength: 8 });
    const asked = fc.tuple(
      fc.constantFrom("post.example.com", "admin.post.example.com", "tenant.post.example.com"),
      fc.constantFrom("/", "/api/x", "/api/admin/x", "/app/x", "/ab/x/y", "/api/1/z", "/other"),
    );
    fc.assert(
      fc.property(routes, asked, (written, [askedHost, askedPath]) => {
        // A site takes whole folders alone.
        const sound = written.filter(([, route, to]) => to !== gui || !/\?|a\*/u.test(route));
        const stated = Object.fromEntries(sound.map(([on, route, to]) => [`${on}${route}`, to]));
        const app = resolve({ routes: { ...stated, "/kept/*": api } });
        const rule = app.ingress?.routes.find(
          (route) =>
            route.action.kind !== "not-found" &&
            coversPattern(route.host ?? "*", askedHost) &&
            coversPattern(route.path, askedPath),
        );
        const distributions = app.cdn?.distributions ?? [];
        const distribution =
          distributions.find((candidate) => candidate.host === askedHost) ??
          distributions.find((candidate) => coversPattern(candidate.host ?? "*", askedHost));
        // A host that nothing was written for has no record.
        if (distribution === undefined) return;
        const behavior = distribution.behaviors.find((candidate) => coversPattern(candidate.path, askedPath));
        expect(behavior?.to.kind).toBe(rule?.action.kind === "site" ? "site" : "ingress");
      }),
      { numRuns: 300 },
    );
  });

  it("tells a rule that only some may use apart from the open ones", () => {
    const app = resolve({ routes: { "/api/admin/*": { to: worker, from: ["203.0.113.0/24"] }, "/api/*": api } });
    const rule = app.ingress?.routes.find(({ path }) => path === "/api/admin/*")?.priority ?? 0;
    expect(behaviors(app.cdn)).toEqual({
      "post.example.com": [`/api/admin/* ${rule} 203.0.113.0/24`, "/* ingress"],
    });
  });

  it("waits as long as the longest response, or as long as is stated", () => {
    const slow = service("slow", { image: image("slow"), port: 1, longestResponse: "100s" });
    const seconds = (options: Partial<IngressOptions>) => resolve(options).ingress?.cdn?.responseTimeoutSeconds;
    expect(seconds({})).toBe(60);
    expect(seconds({ routes: { "/*": slow } })).toBe(100);
    expect(seconds({ cdn: { responseTimeout: "45s" } })).toBe(45);
  });

  it.each([
    ["us-east-1", "100"],
    ["eu-central-1", "100"],
    ["ap-south-1", "200"],
    ["sa-east-1", "all"],
    ["ap-southeast-2", "all"],
  ])("has edges around %s: price class %s", (region, priceClass) => {
    expect(resolve({}, { region }).cdn?.priceClass).toBe(priceClass);
  });

  it("has edges where the description says", () => {
    expect(resolve({ cdn: { priceClass: "all" } }).cdn?.priceClass).toBe("all");
  });

  it("takes the environment's certificate where CloudFront can use it, or the one for it", () => {
    const arn = (region: string): string => `arn:aws:acm:${region}:123456789012:certificate/a-1`;
    const certificate = (region: string, cdn: IngressOptions["cdn"]) =>
      resolve({ cdn }, { region, domain: { host: "post.example.com", certificate: arn(region) } }).cdn?.certificate;
    expect(certificate("us-east-1", true)).toEqual({ kind: "adopt", arn: arn("us-east-1") });
    expect(certificate("ap-south-1", true)).toEqual({ kind: "create" });
    expect(certificate("ap-south-1", { certificate: arn("us-east-1") })).toEqual({
      kind: "adopt",
      arn: arn("us-east-1"),
    });
  });

  it("has CloudFront's own name and certificate without a domain", () => {
    const { cdn } = resolve({ routes: { "/api/*": api, "/*": gui } }, { domain: undefined });
    expect(cdn).toMatchObject({ certificate: null, distributions: [{ name: "ingress", host: null }] });
  });

  it("has the ingress's firewall, and looks at who may ask", () => {
    const app = resolve({ waf: { rateLimit: 500 }, allowedCidrs: ["203.0.113.0/24"] });
    expect(app.cdn?.waf).toEqual(app.ingress?.waf);
    expect(app.cdn?.allowedCidrs).toEqual(["203.0.113.0/24"]);
    expect(resolve({}).cdn?.allowedCidrs).toEqual([]);
  });
});

describe("a site", () => {
  const alone = (options: Partial<SiteOptions> = {}, environment: Partial<EnvironmentOptions> = {}) =>
    resolveRoots({ sites: [site("gui", { folder: "gui/dist", ...options })] }, { environment });

  it("is an app in the browser unless it says otherwise, with the folders of the common build tools", () => {
    expect(alone().sites).toEqual([
      {
        name: "gui",
        folder: "gui/dist",
        notFound: { kind: "spa" },
        immutableFolders: ["_app/immutable", "_astro", "_next/static", "assets"],
        contentSecurityPolicy: null,
      },
    ]);
    expect(alone({ notFound: "404.html", immutable: ["js", "css"] }).sites).toMatchObject([
      { notFound: { kind: "page", page: "404.html" }, immutableFolders: ["css", "js"] },
    ]);
  });

  it("on its own has the domain, a host under it, or CloudFront's own name", () => {
    const distributions = (...stated: Parameters<typeof alone>) =>
      alone(...stated).cdn?.distributions.map(({ name, host }) => `${name} ${host ?? "-"}`);
    expect(distributions()).toEqual(["gui -"]);
    expect(distributions({}, { domain: "chat.example.com" })).toEqual(["chat.example.com chat.example.com"]);
    expect(distributions({ host: "www.chat.example.com" }, { domain: "chat.example.com" })).toEqual([
      "www.chat.example.com www.chat.example.com",
    ]);
  });

  it("beside an ingress that clients reach by themselves has a host of its own, and takes none of the ingress's", () => {
    const app = resolveRoots(
      {
        ingress: ingress({ routes: { "api.chat.example.com/*": api } }),
        sites: [site("gui", { folder: "dist", host: "chat.example.com" })],
      },
      { environment: { domain: "chat.example.com" } },
    );
    expect(app.ingress?.hosts).toEqual(["api.chat.example.com"]);
    expect(app.cdn).toMatchObject({ waf: null, distributions: [{ name: "chat.example.com" }] });
  });

  it("opens no way in the network", () => {
    expect(resolve({ routes: { "/api/*": api, "/*": gui } }).connections.map(({ to }) => to)).toEqual(["services.api"]);
  });
});
