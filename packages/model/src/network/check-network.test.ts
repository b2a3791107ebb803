import { miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import type { EnvironmentOptions, NatOptions } from "../index.js";

const codes = (environment: Partial<EnvironmentOptions>) =>
  problemCodes({}, { environment }).map((code) => code.replace("environments.test.", ""));
const networkOf = (environment: Partial<EnvironmentOptions>) => resolveRoots({}, { environment }).network;

describe("the zones of an environment", () => {
  it("are the region's first unless they are named", () => {
    expect(networkOf({ region: "ap-northeast-1", tier: "production" }).zones).toEqual([
      "ap-northeast-1a",
      "ap-northeast-1c",
      "ap-northeast-1d",
    ]);
    expect(networkOf({ zones: ["us-east-1f", "us-east-1b"] }).zones).toEqual(["us-east-1b", "us-east-1f"]);
  });

  it.each([
    [["us-east-1a"], "zones: OutOfRange"],
    [["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"], "zones: OutOfRange"],
    [["us-east-1a", "us-west-2a"], "zones[1]: UnknownZone"],
    [["us-east-1a", "us-east-1"], "zones[1]: UnknownZone"],
    [["us-east-1a", "us-east-1a"], "zones: DuplicateZone"],
  ])("are refused: %j", (zones, expected) => {
    expect(codes({ zones })).toEqual([expected]);
  });

  it("don't add to a region that is unknown", () => {
    expect(codes(miswritten({ zones: ["eu-west-9a", "eu-west-9b"] }, { region: "eu-west-9" }))).toEqual([
      "region: UnknownValue",
    ]);
  });
});

describe("the way out of an environment", () => {
  it.each([
    ["none", { kind: "none" }, "public"],
    ["instance", { kind: "instance", instanceType: "t4g.micro" }, "private"],
    [{ instance: "t4g.small" }, { kind: "instance", instanceType: "t4g.small" }, "private"],
    ["gateway", { kind: "gateway", count: 1 }, "private"],
    ["gateway-per-zone", { kind: "gateway", count: 2 }, "private"],
    [{ gateways: 2 }, { kind: "gateway", count: 2 }, "private"],
  ] satisfies [NatOptions, object, string][])("is %j", (nat, resolved, taskSubnets) => {
    expect(networkOf({ network: { nat } })).toMatchObject({ nat: resolved, taskSubnets });
    expect(networkOf({ overrides: { nat } })).toMatchObject({ nat: resolved, taskSubnets });
  });

  it("is refused with more gateways than zones", () => {
    expect(codes({ network: { nat: { gateways: 3 } } })).toEqual(["network.nat: MoreGatewaysThanZones"]);
  });
});

describe("the block of a VPC", () => {
  it("is the largest that there is unless it is stated", () => {
    expect(networkOf({}).cidr).toBe("10.0.0.0/16");
    expect(networkOf({ network: { cidr: "172.16.0.0/20" } }).cidr).toBe("172.16.0.0/20");
  });

  it.each([
    ["10.0.0.0/8", "InvalidVpcSize"],
    ["10.0.0.0/25", "InvalidVpcSize"],
    ["10.0.0.1/16", "InvalidCidr"],
    ["10.0.0.0", "InvalidCidr"],
    ["256.0.0.0/16", "InvalidCidr"],
  ])("is refused: %s", (cidr, code) => {
    expect(codes({ network: { cidr } })).toEqual([`network.cidr: ${code}`]);
  });
});

describe("the endpoints of an environment", () => {
  it("are those that are named, once each", () => {
    expect(networkOf({ network: { interfaceEndpoints: ["logs", "ecr.api", "logs"] } }).interfaceEndpoints).toEqual([
      "ecr.api",
      "logs",
    ]);
  });
});
