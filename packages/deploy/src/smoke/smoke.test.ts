import { expectPresent } from "@fairlead/errors";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import type { ProbeAnswer } from "../probe/probe.js";
import { FakeClock } from "../testing/fake-clock.js";
import { publicHealthUrls } from "./public-health-urls.js";
import { smoke } from "./smoke.js";

const plain = aResolvedApp();
const open = expectPresent(plain.ingress, "The route of the app of the tests");
const app = {
  ...plain,
  ingress: {
    ...open,
    allowedCidrs: ["0.0.0.0/0"],
    routes: open.routes
      .filter(({ action }) => action.kind === "forward")
      .slice(0, 1)
      .map((route) => ({
        ...route,
        host: "api.example.com",
        path: "/*",
        sourceCidrs: [],
        action: { kind: "forward" as const, service: "proxy", signIn: null },
      })),
  },
};
const urls = publicHealthUrls(app);
const SILENT: ProbeAnswer = { kind: "silent", says: "getaddrinfo ENOTFOUND" };

async function askedWith(answers: readonly ProbeAnswer[]) {
  const asked: string[] = [];
  const probe = {
    get: (url: string) => {
      asked.push(url);
      return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1] ?? SILENT);
    },
  };
  const problems = await smoke({ app }, { clock: new FakeClock(), probe }, new AbortController().signal);
  return { asked, problems };
}

describe("the smoke check", () => {
  it("asks the health path of a service that is open to all, once where it answers", async () => {
    expect(urls.length).toBeGreaterThan(0);
    const { asked, problems } = await askedWith([{ kind: "answered", status: 200 }]);
    expect(asked).toEqual(urls.map(({ url }) => url));
    expect(problems).toEqual([]);
  });

  it("is patient with an address that is new, and tells of one that stays silent", async () => {
    expect((await askedWith([SILENT, { kind: "answered", status: 200 }])).problems).toEqual([]);
    const { problems } = await askedWith([SILENT]);
    expect(problems[0]?.message).toContain("ENOTFOUND");
    expect((await askedWith([{ kind: "answered", status: 503 }])).problems[0]?.message).toContain("503");
  });

  it("asks nothing that a sign-in, an address range or a wildcard stands before", () => {
    const { ingress } = app;
    const routes = (change: object) => ingress.routes.map((route) => ({ ...route, ...change }));
    expect(publicHealthUrls({ ...app, ingress: { ...ingress, allowedCidrs: ["10.0.0.0/8"] } })).toEqual([]);
    for (const change of [
      { sourceCidrs: ["10.0.0.0/8"] },
      { host: "*.example.com" },
      { host: null },
      { path: "/other" },
    ])
      expect(publicHealthUrls({ ...app, ingress: { ...ingress, routes: routes(change) } })).toEqual([]);
  });
});
