import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { aPreflightRequest } from "../../testing/a-preflight-request.js";
import { fakeCertificates } from "../../testing/fake-certificates.js";
import { FakeClock } from "../../testing/fake-clock.js";
import { fakeExisting } from "../../testing/fake-existing.js";
import { fakeHostedZones } from "../../testing/fake-hosted-zones.js";
import { fakePreflightPorts } from "../../testing/fake-preflight-ports.js";
import { FakeStacks } from "../../testing/fake-stacks.js";
import { certificateCovers } from "./certificate-covers.js";
import { hostedZoneDelegated } from "./hosted-zone-delegated.js";
import { namesFree } from "./names-free.js";

const app = aResolvedApp();
type Domain = NonNullable<typeof app.environment.domain>;
const DOMAIN: Domain = {
  host: "llm.example.com",
  hostedZone: { kind: "adopt", name: "example.com", id: null },
  certificate: { kind: "create" },
};
const withDomain = (change: Partial<Domain>) =>
  aPreflightRequest({
    app: { ...app, environment: { ...app.environment, domain: { ...DOMAIN, ...change } } },
  });

describe("a certificate that is there already", () => {
  const arn = "arn:aws:acm:us-east-1:111122223333:certificate/1";
  const certificate = {
    arn,
    status: "ISSUED",
    names: ["llm.example.com", "*.llm.example.com"],
    expiresAtMs: new Date("2027-06-01").getTime(),
  };
  const judge = async (change: Partial<typeof certificate>) =>
    certificateCovers.run(
      withDomain({ certificate: { kind: "adopt", arn } }),
      fakePreflightPorts({ certificates: fakeCertificates({ ...certificate, ...change }) }),
    );

  it("is good when it is issued and has every host", async () => {
    expect(await judge({})).toEqual([]);
  });

  it.each([
    ["CertificateNotIssued", { status: "PENDING_VALIDATION" }],
    ["CertificateCoversNotHost", { names: ["llm.example.com"] }],
    ["CertificateCoversNotHost", { names: ["*.example.com"] }],
    ["CertificateNearItsEnd", { expiresAtMs: new Date("2026-12-01").getTime() }],
  ])("is found out as %s", async (code, change) => {
    expect((await judge(change)).map((found) => found.code)).toEqual([code]);
  });

  it("covers one label with a wildcard, and no more", async () => {
    expect(await judge({ names: ["*.example.com", "*.llm.example.com"] })).toEqual([]);
    expect((await judge({ names: ["*.example.com"] }))[0]?.message).toContain("not for admin.llm.example.com");
  });

  it("must be of this account and region", async () => {
    const request = withDomain({ certificate: { kind: "adopt", arn } });
    expect(await certificateCovers.run(request, fakePreflightPorts())).toMatchObject([{ code: "CertificateMissing" }]);
  });

  it("is nothing to ask for where it is made with the app", async () => {
    expect(await certificateCovers.run(withDomain({}), fakePreflightPorts())).toEqual([]);
  });
});

describe("a hosted zone", () => {
  const zone = { id: "Z1", name: "example.com", nameServers: ["ns-1.awsdns-01.com", "ns-2.awsdns-02.net"] };
  const codes = async (request: ReturnType<typeof withDomain>, hostedZones: ReturnType<typeof fakeHostedZones>) =>
    (await hostedZoneDelegated.run(request, fakePreflightPorts({ hostedZones }))).map(
      ({ code, severity }) => `${severity} ${code}`,
    );
  const delegated = { "example.com": ["ns-2.awsdns-02.net"] };

  it("is good when DNS leads to it", async () => {
    expect(await codes(withDomain({}), fakeHostedZones([zone], delegated))).toEqual([]);
  });

  it("must be there, and be the one that is stated", async () => {
    expect(await codes(withDomain({}), fakeHostedZones())).toEqual(["error HostedZoneMissing"]);
    const stated = withDomain({ hostedZone: { kind: "adopt", name: "example.com", id: "Z9" } });
    expect(await codes(stated, fakeHostedZones([zone], delegated))).toEqual(["error HostedZoneMissing"]);
  });

  it("must be named by its id where there are several of its name", async () => {
    const zones = fakeHostedZones([zone, { ...zone, id: "Z2" }], delegated);
    expect(await codes(withDomain({}), zones)).toEqual(["error SeveralHostedZones"]);
    const stated = withDomain({ hostedZone: { kind: "adopt", name: "example.com", id: "Z2" } });
    expect(await codes(stated, zones)).toEqual([]);
  });

  it("must be delegated for a certificate to be issued, and ought to be otherwise", async () => {
    const nobody = fakeHostedZones([zone]);
    expect(await codes(withDomain({}), nobody)).toEqual(["error HostedZoneNotDelegated"]);
    const adopted = withDomain({ certificate: { kind: "adopt", arn: "arn" } });
    expect(await codes(adopted, nobody)).toEqual(["warning HostedZoneNotDelegated"]);
  });

  it("that is made with the app has to be delegated while it is made", async () => {
    const made = withDomain({ hostedZone: { kind: "create", name: "example.com" } });
    expect(await codes(made, fakeHostedZones())).toEqual(["warning HostedZoneToDelegate"]);
    expect(await codes(made, fakeHostedZones([zone], delegated))).toEqual([]);
  });

  it("is nothing to ask for without a domain", async () => {
    const request = aPreflightRequest({ app: { ...app, environment: { ...app.environment, domain: null } } });
    expect(await codes(request, fakeHostedZones())).toEqual([]);
  });
});

describe("the names that stacks are about to take", () => {
  const contents = {
    Ecs: { Log: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "/llm-proxy/prod/proxy" } } },
    Registry: {
      Repo: {
        Type: "AWS::ECR::Repository",
        Properties: { RepositoryName: "llm-proxy/prod/proxy" },
        address: "images.proxy",
      },
    },
    Secrets: { Key: { Type: "AWS::SecretsManager::Secret", Properties: { Name: "llm-proxy/prod/openai-api-key" } } },
  };
  const existing = fakeExisting({
    "log-group": ["/llm-proxy/prod/proxy"],
    repository: ["llm-proxy/prod/proxy"],
    secret: ["llm-proxy/prod/openai-api-key"],
  });

  it("must be free", async () => {
    const found = await namesFree.run(aPreflightRequest({}, contents), fakePreflightPorts({ existing }));
    expect(found.map(({ code, path }) => [code, path])).toEqual([
      ["NameTaken", "environments.prod"],
      ["NameTaken", "images.proxy"],
      ["NameTaken", "environments.prod"],
    ]);
  });

  it("are their own once they are up", async () => {
    const stacks = new FakeStacks({ clock: new FakeClock(), templates: () => undefined });
    for (const [role, resources] of Object.entries(contents))
      stacks.put(`llm-proxy-prod-${role}`, { Resources: resources });
    const found = await namesFree.run(aPreflightRequest({}, contents), fakePreflightPorts({ existing, stacks }));
    expect(found).toEqual([]);
  });

  it("are not taken by what only begins so", async () => {
    const longer = fakeExisting({ "log-group": ["/llm-proxy/prod/proxy-old"] });
    expect(await namesFree.run(aPreflightRequest({}, contents), fakePreflightPorts({ existing: longer }))).toEqual([]);
  });
});
