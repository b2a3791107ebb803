import { image, ingress, job, service } from "@fairlead/model";
import { problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";

const app = image("app");

describe("a call from one part to another", () => {
  it("opens the callee's port to the caller, and nothing else", () => {
    const api = service("api", { image: app, port: 8000 });
    const web = service("web", { image: app, port: 3000, env: { API_URL: api.url, API_HOST: api.host } });
    expect(resolveRoots({ services: [web] }).connections).toEqual([
      { kind: "network", from: "services.web", to: "services.api", port: 8000, because: "API_HOST, API_URL" },
    ]);
  });

  it("makes the callee a part of the app", () => {
    const api = service("api", { image: app, port: 8000 });
    const names = resolveRoots({ jobs: [job("fill", { image: app, env: { API: api.url } })] }).services;
    expect(names.map(({ name, endpoint }) => [name, endpoint?.ways, endpoint?.host])).toEqual([
      ["api", "dns", "api.shop-test.internal"],
    ]);
  });

  it("needs a port to lead to", () => {
    const api = service("api", { image: app });
    expect(problemCodes({ services: [service("web", { image: app, env: { API: api.url } })] })).toEqual([
      "services.web.env.API: CalledServiceWithoutPort",
    ]);
  });

  it("says nothing more of a port that is refused already", () => {
    const api = service("api", { image: app, port: 80_000 });
    expect(problemCodes({ services: [service("web", { image: app, env: { API: api.url } })] })).toEqual([
      "services.api.port: InvalidPort",
    ]);
  });

  it("is none that a release job can make, since the services come after it", () => {
    const api = service("api", { image: app, port: 8000 });
    const migrate = job("migrate", { image: app, env: { API: api.url } });
    expect(problemCodes({ services: [service("web", { image: app, release: migrate })] })).toEqual([
      "jobs.migrate.env.API: ReleaseJobCallsService",
    ]);
  });

  it("is by DNS from a job, which no shifted traffic goes through", () => {
    const api = service("api", { image: app, port: 8000, rollout: { strategy: "blue-green" } });
    const fill = job("fill", { image: app, env: { API: api.url } });
    const routes = { ingress: ingress({ routes: { "/*": api } }) };
    expect(problemCodes({ ...routes, jobs: [fill] })).toEqual(["services.api.rollout: LookupNeedsRolling"]);
    expect(problemCodes(routes)).toEqual([]);
  });
});
