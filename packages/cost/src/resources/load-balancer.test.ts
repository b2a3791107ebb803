import { describe, expect, it } from "vitest";
import { anEstimate, type Resources, usdOf } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

type Properties = Readonly<Record<string, unknown>>;

const aBalancer = (properties: Properties = {}): Resources => ({
  Balancer: {
    Type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    Properties: { Scheme: "internet-facing", Subnets: ["a", "b"], ...properties },
  },
});

const withRules = (count: number): Resources => ({
  ...aBalancer(),
  Listener: {
    Type: "AWS::ElasticLoadBalancingV2::Listener",
    Properties: { LoadBalancerArn: { Ref: "Balancer" } },
  },
  ...Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `Rule${index}`,
      { Type: "AWS::ElasticLoadBalancingV2::ListenerRule", Properties: { ListenerArn: { Ref: "Listener" } } },
    ]),
  ),
});

const MONTH_SECONDS = 730 * 3_600;
const BUSY = { requestsPerMonth: 50 * MONTH_SECONDS, requestKb: 0, responseKb: 0 };
const CDN: Resources = { Cdn: { Type: "AWS::CloudFront::Distribution" } };

describe("the cost of a load balancer", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A load balancer in two zones", {
      "of applications, public": { resources: aBalancer() },
      "of applications, public, a hundred million requests": {
        resources: aBalancer(),
        usage: { requestsPerMonth: 100_000_000 },
      },
      "of applications, internal": { resources: aBalancer({ Scheme: "internal" }) },
      "of applications, behind CloudFront": { resources: { ...aBalancer(), ...CDN }, only: "Balancer" },
      "of applications, fifty requests a second and forty rules": { resources: withRules(40), usage: BUSY },
      "of networks, public": { resources: aBalancer({ Type: "network" }) },
    });
    await expect(table).toMatchFileSnapshot("golden/load-balancer.txt");
  });

  const units = (resources: Resources, usage: Parameters<typeof anEstimate>[1]): string =>
    (
      (anEstimate(resources, usage).lines.find(({ what }) => what === "capacity unit hours")?.quantity.expected ?? 0) /
      730
    ).toFixed(2);

  it.each([
    ["new connections: 25 a second", aBalancer(), BUSY, "2.00"],
    ["GB: one an hour", aBalancer(), { requestsPerMonth: 730_000, requestKb: 2_000, responseKb: 2_000 }, "4.00"],
    ["rules: 1,000 a second, the first ten of each request free", withRules(90), BUSY, "4.00"],
  ])("charges the largest dimension alone, here %s", (_, resources, usage, expected) => {
    expect(units(resources, usage)).toBe(expected);
  });

  it("counts no rules of a load balancer that isn't this one, and none of the first ten", () => {
    expect(units(withRules(10), BUSY)).toBe(units(aBalancer(), BUSY));
  });

  it("charges an address in each zone of a public one, and none of an internal one", () => {
    expect(usdOf(anEstimate(aBalancer()), /IPv4/)).toBe("7.30");
    expect(usdOf(anEstimate(aBalancer({ Scheme: "internal" })), /IPv4/)).toBe("0.00");
  });

  it("is public where nothing else is said, as CloudFormation makes it", () => {
    expect(usdOf(anEstimate(aBalancer({ Scheme: undefined })), /IPv4/)).toBe("7.30");
  });

  it("charges what leaves to the internet by steps, and nothing that CloudFront fetches", () => {
    const usage = { requestsPerMonth: 1_000_000, requestKb: 0, responseKb: 20_480 };
    // 10,240 GB at 0.09 and 10,240 GB at 0.085.
    expect(usdOf(anEstimate(aBalancer(), usage), /to callers/)).toBe("1792.00");
    expect(usdOf(anEstimate({ ...aBalancer(), ...CDN }, usage), /^Data transfer/)).toBe("0.00");
  });

  it("shares the traffic out where there are several", () => {
    const one = aBalancer();
    const { Balancer } = one;
    const two = Balancer === undefined ? one : { ...one, Other: Balancer };
    expect(usdOf(anEstimate(two, BUSY), /capacity unit/)).toBe(usdOf(anEstimate(one, BUSY), /capacity unit/));
  });
});
