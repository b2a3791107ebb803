import { describe, expect, it } from "vitest";
import { anEstimate, type Resources, usdOf } from "../testing/an-estimate.js";

const RESOURCES: Resources = {
  Log: { Type: "AWS::Logs::LogGroup", Properties: { RetentionInDays: 14 } },
  Alarm: { Type: "AWS::CloudWatch::Alarm", Properties: { Period: 60 } },
  Dashboard: { Type: "AWS::CloudWatch::Dashboard" },
  Pool: { Type: "AWS::Cognito::UserPool" },
  Queue: { Type: "AWS::SQS::Queue" },
  Key: { Type: "AWS::KMS::Key" },
};

describe("what AWS never charges an account for", () => {
  it("is left out of account unless somebody says that it isn't used up", () => {
    const { lines, usd } = anEstimate(RESOURCES);
    expect(lines.filter(({ what }) => what.startsWith("always free"))).toEqual([]);
    expect(usdOf({ lines }, /dashboard/)).toBe("3.00");
    expect(usd.expected).toBeGreaterThan(18);
  });

  it("is a line of its own for each allowance, that takes off what is charged and no more", () => {
    const estimate = anEstimate(RESOURCES, { allowances: "always-free" });
    expect(usdOf(estimate, /dashboard/)).toBe("0.00");
    expect(usdOf(estimate, /people/)).toBe("0.00");
    expect(usdOf(estimate, /alarm/)).toBe("0.00");
    expect(estimate.usd.expected).toBeGreaterThan(0);
  });

  it("ends where the allowance does", () => {
    const users = (monthlyUsers: number) =>
      usdOf(anEstimate(RESOURCES, { monthlyUsers, allowances: "always-free" }), /people/);
    expect([10_000, 10_100].map(users)).toEqual(["0.00", "1.50"]);
  });

  it.each([
    ["5 GB of logs", "AWS::Logs::LogGroup", { requestsPerMonth: 10_000_000, logKbPerRequest: 1 }, "-2.50"],
    ["10,000 people", "AWS::Cognito::UserPool", { monthlyUsers: 20_000 }, "-150.00"],
    ["3 dashboards", "AWS::CloudWatch::Dashboard", {}, "-3.00"],
    ["a million requests", "AWS::SQS::Queue", { requestsPerMonth: 5_000_000 }, "-0.40"],
    ["20,000 requests", "AWS::KMS::Key", { requestsPerMonth: 5_000_000 }, "-0.06"],
    ["2 million", "AWS::CloudFront::Function", { requestsPerMonth: 3_000_000 }, "-0.20"],
  ])("takes off %s", (_, type, usage, usd) => {
    const estimate = anEstimate({ It: { Type: type } }, { ...usage, allowances: "always-free" });
    expect(usdOf(estimate, /always free/)).toBe(usd);
  });
});

describe("tokens of models", () => {
  const calling = (...ids: readonly string[]): Resources => ({
    Policy: {
      Type: "AWS::IAM::Policy",
      Properties: { Statement: ids.map((id) => ({ Resource: `arn:aws:bedrock:*::foundation-model/${id}` })) },
    },
  });

  it("are in no estimate unless they are stated", () => {
    expect(anEstimate(calling("anthropic.claude-haiku-4-5-20251001-v1:0")).lines).toEqual([]);
  });

  it("are charged by what is read and what is written", () => {
    const usage = { inputTokens: 10_000_000, outputTokens: 2_000_000 };
    const estimate = anEstimate(calling("anthropic.claude-haiku-4-5-20251001-v1:0"), usage);
    expect([usdOf(estimate, /reads/), usdOf(estimate, /writes/)]).toEqual(["11.00", "11.00"]);
  });

  it("are shared out over the models that roles may call, and unknown where a model's price is", () => {
    const usage = { inputTokens: 10_000_000, outputTokens: 0 };
    const estimate = anEstimate(calling("amazon.nova-lite-v1:0", "mistral.large-v9"), usage);
    expect([usdOf(estimate, /nova-lite/), usdOf(estimate, /mistral/)]).toEqual(["0.30", "unknown"]);
    expect(estimate.isWhole).toBe(false);
  });
});
