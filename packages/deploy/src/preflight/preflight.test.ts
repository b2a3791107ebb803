import { Fault, UserError } from "@fairlead/errors";
import { aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import type { DeployEvent } from "../event/deploy-event.js";
import { aPreflightRequest } from "../testing/a-preflight-request.js";
import { fakeAccount } from "../testing/fake-account.js";
import { fakePreflightPorts } from "../testing/fake-preflight-ports.js";
import { preflight, refusals } from "./preflight.js";
import { PREFLIGHT_RULES } from "./preflight-rules.js";
import type { PreflightPorts, PreflightRequest } from "./preflight-rule.js";

const VPC = {
  Vpc: {
    Private: {
      Type: "AWS::EC2::Subnet",
      Properties: { CidrBlock: "10.0.0.0/19", Tags: [{ Key: "aws-cdk:subnet-name", Value: "Private" }] },
    },
  },
};
const refused = (message: string) => UserError.of("AwsAccessDenied", { message, fix: "Allow it." });

async function run(request: PreflightRequest, ports: PreflightPorts) {
  const events: DeployEvent[] = [];
  const findings = await preflight(request, ports, (event) => events.push(event));
  return { findings, events, codes: findings.map(({ code }) => code) };
}

describe("a preflight", () => {
  it("finds nothing in an account where the app may be deployed", async () => {
    const { findings, events } = await run(aPreflightRequest({}, VPC), fakePreflightPorts());
    expect(findings).toEqual([]);
    expect(events).toEqual([]);
  });

  it("tells everything at once, errors first", async () => {
    const app = aResolvedApp();
    const environment = { ...app.environment, account: "999988887777" };
    const { codes, events } = await run(
      aPreflightRequest({ app: { ...app, environment } }, VPC),
      fakePreflightPorts({
        account: fakeAccount({ bootstrapVersions: { "us-east-1": null } }),
        alarms: {
          states: () =>
            Promise.resolve([{ name: "llm-proxy-prod-x", state: "ALARM", reason: "It is high.", sinceMs: null }]),
        },
        metrics: { highest: () => Promise.reject(refused("Not allowed.")) },
        quotas: { read: () => Promise.reject(refused("Not allowed either.")) },
      }),
    );
    expect(codes).toEqual(["OtherAccount", "NotBootstrapped", "AlarmRings", "AwsAccessDenied"]);
    expect(events.map(({ type }) => type)).toEqual(["warning", "warning"]);
  });

  it("says what it could not read, which refuses nothing", async () => {
    const { findings } = await run(
      aPreflightRequest(),
      fakePreflightPorts({
        network: { zones: () => Promise.reject(refused("Could not list.")), subnets: () => Promise.resolve([]) },
      }),
    );
    expect(findings.filter(({ rule }) => rule === "zones-there")).toMatchObject([
      {
        severity: "unknown",
        message: "Unknown whether the account has the availability zones of the network: Could not list.",
        fix: "Allow it.",
      },
    ]);
    expect(refusals(findings)).toEqual([]);
  });

  it("refuses where something essential can't be read", async () => {
    const account = { ...fakeAccount(), bootstrapVersion: () => Promise.reject(refused("Could not read.")) };
    const { findings } = await run(aPreflightRequest(), fakePreflightPorts({ account }));
    expect(refusals(findings)).toMatchObject([{ rule: "bootstrapped", message: "Could not read." }]);
  });

  it("says once that there are no credentials, and asks nothing else", async () => {
    const account = { ...fakeAccount(), identity: () => Promise.reject(refused("Nobody is signed in.")) };
    const { findings } = await run(aPreflightRequest(), fakePreflightPorts({ account }));
    expect(findings).toMatchObject([{ severity: "error", message: "Nobody is signed in." }]);
  });

  it("passes on a defect, which is no unknown", async () => {
    const fault = new Fault("MissingValue", "It is missing.");
    const ports = fakePreflightPorts({ quotas: { read: () => Promise.reject(fault) } });
    await expect(run(aPreflightRequest(), ports)).rejects.toBe(fault);
  });
});

describe("the rules of a preflight", () => {
  it("have ids of their own, and finish a sentence", () => {
    expect(new Set(PREFLIGHT_RULES.map(({ id }) => id)).size).toBe(PREFLIGHT_RULES.length);
    for (const { id, says } of PREFLIGHT_RULES) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/u);
      expect(says).toMatch(/^[a-zA-Z].*[^.]$/u);
    }
  });
});
