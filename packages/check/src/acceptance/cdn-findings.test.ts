import { join } from "node:path";
import { FileVerdictStore, synthesizeApp } from "@fairlead/constructs";
import { type EnvironmentOptions, image, ingress, resolveApp, service, site } from "@fairlead/model";
import { describeRoots, sharedTemporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { checkApp } from "../check-app.js";
import type { Finding } from "../finding.js";

const folder = sharedTemporaryFolder({ "gui/dist/index.html": "<!doctype html>" });

/** What is found in CloudFront's stack, or of the ingress, and that nobody lives with. */
async function openFindings(environment: Partial<EnvironmentOptions>, siteFolder = "gui/dist"): Promise<string[]> {
  const api = service("api", { image: image("api"), port: 8000 });
  const gui = site("gui", { folder: siteFolder });
  const roots = { ingress: ingress({ cdn: true, waf: true, routes: { "/api/*": api, "/*": gui } }) };
  const app = resolveApp(describeRoots(roots, { environment }), "test", { baseFolder: folder });
  const assembly = await synthesizeApp(app, {
    outdir: join(folder, "assembly"),
    baseFolder: folder,
    verdicts: new FileVerdictStore(join(folder, "verdicts")),
  });
  const isAboutCdn = ({ resource, address }: Finding): boolean =>
    resource?.stack.endsWith("-Cdn") === true || address === "ingress" || address === "sites.gui";
  return checkApp({ app, assembly, today: "2026-11-20", permissions: [] })
    .filter((finding) => finding.status.kind === "open" && isAboutCdn(finding))
    .map(({ severity, code, address }) => `${severity} ${code} ${address ?? "-"}`);
}

describe("what the tools find in an app behind CloudFront", () => {
  it("is nothing that is not lived with, in whichever region the app is", async () => {
    expect(await openFindings({ domain: "post.example.com", region: "ap-south-1" })).toEqual([]);
  });

  it("is, without a domain, that CloudFront asks over plain HTTP", async () => {
    expect(await openFindings({})).toEqual(["warning PlainHttp ingress"]);
  });

  it("is a site that is not built", async () => {
    expect(await openFindings({ domain: "post.example.com" }, "not-built")).toEqual(["error SiteNotBuilt sites.gui"]);
  });
});
