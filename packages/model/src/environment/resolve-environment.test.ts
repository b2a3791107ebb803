import { miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { type EnvironmentOptions, USAGE_DEFAULTS } from "../index.js";

const environmentOf = (environment: Partial<EnvironmentOptions>) => resolveRoots({}, { environment }).environment;
const codes = (environment: Partial<EnvironmentOptions>) =>
  problemCodes({}, { environment }).map((code) => code.replace("environments.test.", ""));
const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555";

describe("an environment", () => {
  it("has every gap filled when only tier and region are stated", () => {
    expect(environmentOf({})).toEqual({
      name: "test",
      tier: "standard",
      region: "us-east-1",
      account: null,
      domain: null,
      alertTopics: [{ name: "alerts", levels: ["warning", "critical"], emails: [] }],
      budget: null,
      usage: USAGE_DEFAULTS,
    });
  });

  it("keeps what is stated", () => {
    expect(
      environmentOf({
        account: "123456789012",
        alerts: ["b@example.com", "a@example.com"],
        budget: { monthlyUsd: 400 },
      }),
    ).toMatchObject({
      account: "123456789012",
      alertTopics: [{ emails: ["a@example.com", "b@example.com"] }],
      budget: { monthlyUsd: 400, spentPercents: [50, 80, 100], forecastPercents: [100] },
    });
  });

  it("hears of its budget at the thresholds that it states, each once and in order", () => {
    expect(environmentOf({ budget: { monthlyUsd: 150, thresholds: [100, 75, 50, 75] } }).budget).toEqual({
      monthlyUsd: 150,
      spentPercents: [50, 75, 100],
      forecastPercents: [100],
    });
  });

  it("hears of its forecast alone where it wants to hear of nothing else", () => {
    expect(environmentOf({ budget: { monthlyUsd: 150, thresholds: [] } }).budget?.spentPercents).toEqual([]);
  });

  it("has a topic for each level where it tells them apart", () => {
    const alerts = { warning: ["team@example.com"], critical: ["team@example.com", "oncall@example.com"] };
    expect(environmentOf({ alerts }).alertTopics).toEqual([
      { name: "alerts", levels: ["warning"], emails: ["team@example.com"] },
      { name: "critical", levels: ["critical"], emails: ["oncall@example.com", "team@example.com"] },
    ]);
  });

  it.each([
    [{ tier: "prod" }, "tier: UnknownValue"],
    [{ region: "us-east1" }, "region: UnknownValue"],
    [{ account: "1234" }, "account: InvalidAccount"],
    [{ account: 123_456_789_012 }, "account: WrongType"],
    [{ alerts: ["oncall"] }, "alerts[0]: InvalidEmail"],
    [{ alerts: { warning: ["team"], critical: [] } }, "alerts.warning[0]: InvalidEmail"],
    [{ alerts: { warning: [] } }, "alerts.critical: MissingOption"],
    [{ budget: { monthlyUsd: 0 } }, "budget.monthlyUsd: InvalidBudget"],
    [{ budget: { monthlyUsd: 9, thresholds: [0.5] } }, "budget.thresholds[0]: InvalidBudgetThreshold"],
    [{ budget: { monthlyUsd: 9, thresholds: [10, 20, 30, 40, 50] } }, "budget.thresholds: TooManyBudgetThresholds"],
    [{ domain: "https://llm.example.com" }, "domain: InvalidDomain"],
    [{ domain: "localhost" }, "domain: InvalidDomain"],
    [{ domain: { host: "LLM.example.com" } }, "domain.host: InvalidDomain"],
    [{ domain: { host: "llm.example.com", zone: "x" } }, "domain.zone: UnknownOption"],
    [{ overrides: { waff: true } }, "overrides.waff: UnknownOption"],
    [{ overrides: { logRetention: 8 } }, "overrides.logRetention: InvalidLogRetention"],
    [{ overrides: { auroraCapacity: { min: 0.2, max: 1 } } }, "overrides.auroraCapacity.min: InvalidCapacityStep"],
    [{ networks: {} }, "networks: UnknownOption"],
  ])("is refused with %j", (wrong, expected) => {
    expect(codes(miswritten({}, wrong))).toEqual([expected]);
  });
});

describe("a domain", () => {
  it("lies in its parent's zone unless another is stated", () => {
    expect(environmentOf({ domain: "llm.example.com" }).domain).toEqual({
      host: "llm.example.com",
      hostedZone: { kind: "adopt", name: "example.com", id: null },
      certificate: { kind: "create" },
    });
  });

  it("is its own zone when it has no more than two words", () => {
    expect(environmentOf({ domain: "example.com" }).domain?.hostedZone).toMatchObject({ name: "example.com" });
  });

  it.each([
    ["create", { kind: "create", name: "a.b.example.com" }],
    [{ name: "example.com" }, { kind: "adopt", name: "example.com", id: null }],
    [
      { name: "example.com", id: "Z0123" },
      { kind: "adopt", name: "example.com", id: "Z0123" },
    ],
  ] as const)("may lie in the zone %j", (hostedZone, resolved) => {
    expect(environmentOf({ domain: { host: "a.b.example.com", hostedZone } }).domain?.hostedZone).toEqual(resolved);
  });

  it("is refused outside its zone", () => {
    expect(codes({ domain: { host: "llm.example.com", hostedZone: { name: "example.org" } } })).toEqual([
      "domain.hostedZone: HostOutsideZone",
    ]);
    expect(codes({ domain: { host: "llm-example.com", hostedZone: { name: "example.com" } } })).toEqual([
      "domain.hostedZone: HostOutsideZone",
    ]);
  });

  it("may bring its certificate along, of the same region", () => {
    const domain = { host: "llm.example.com", certificate: CERTIFICATE };
    expect(environmentOf({ domain }).domain?.certificate).toEqual({ kind: "adopt", arn: CERTIFICATE });
    expect(codes({ domain, region: "eu-west-1" })).toEqual(["domain.certificate: CertificateInOtherRegion"]);
    expect(codes({ domain: { ...domain, certificate: "my-certificate" } })).toEqual([
      "domain.certificate: InvalidCertificateArn",
    ]);
  });
});
