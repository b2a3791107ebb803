import { join } from "node:path";
import { aResolvedApp, temporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { anEstimate } from "../testing/an-estimate.js";
import { aDescription, aProject, runFairlead } from "../testing/run-fairlead.js";

describe("fairlead cost", () => {
  it("shows each part's bill, the sum and what it rests on", async () => {
    const { code, stdout } = await runFairlead(["cost"], { cwd: aProject() });
    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot("golden/cost.golden.txt");
  });

  it("shows every line with -v", async () => {
    const { stdout } = await runFairlead(["cost", "-v"], { cwd: aProject(), tty: 100 });
    await expect(stdout).toMatchFileSnapshot("golden/cost-verbose.golden.txt");
  });

  it("gives every line with its price, date and source as JSON", async () => {
    const { stdout } = await runFairlead(["cost", "--json"], { cwd: aProject() });
    expect(JSON.parse(stdout)).toMatchObject({
      command: "cost",
      environment: "prod",
      estimate: { usd: { expected: 42 }, lines: [{ prices: [{ usd: 0.03238, asOf: "2025-10-27" }] }, {}, {}] },
    });
  });

  it("says that a sum is the least where a price is unknown", async () => {
    const [line] = anEstimate().lines;
    const unpriced = anEstimate({
      isWhole: false,
      lines: line === undefined ? [] : [{ ...line, usd: null, prices: [] }],
    });
    const { stdout } = await runFairlead(["cost"], {
      cwd: aProject(),
      ports: { estimateCost: () => Promise.resolve(unpriced) },
    });
    expect(stdout).toContain("unknown");
    expect(stdout).toContain("≥ 42.00");
    expect(stdout).toContain("No price is known in us-east-1 for: Fargate, ARM64 vCPU hours");
  });

  it("refuses what is expected to cost more than the limit, and shows the bill all the same", async () => {
    const { code, stdout, stderr } = await runFairlead(["cost", "--fail-over", "41.99"], { cwd: aProject() });
    expect(code).toBe(3);
    expect(stdout).toContain("42.00");
    expect(stderr).toContain("42.00 USD a month are expected, more than the 41.99 USD of --fail-over.");
    expect((await runFairlead(["cost", "--fail-over", "42"], { cwd: aProject() })).code).toBe(0);
  });

  it("tells when the budget is less than what is expected, without refusing it", async () => {
    const app = aResolvedApp();
    const budget = { monthlyUsd: 40, spentPercents: [100], forecastPercents: [100] };
    const { code, stderr } = await runFairlead(["cost"], {
      cwd: aProject(),
      app: { ...app, environment: { ...app.environment, budget } },
    });
    expect(code).toBe(0);
    expect(stderr).toContain("42.00 USD are expected, and the budget is 40.00 USD.");
  });

  it("compares with an earlier plan, and refuses what rises too far", async () => {
    const earlier = aProject();
    await runFairlead(["plan"], { cwd: earlier });
    const now = anEstimate({ usd: { min: 60, expected: 63, max: 120 } });
    const diff = ["--diff", join(earlier, ".fairlead/prod")];
    const ports = { estimateCost: () => Promise.resolve(now) };
    const risen = await runFairlead(["cost", ...diff, "--fail-increase", "20%"], { cwd: aProject(), ports });
    expect(risen.code).toBe(3);
    expect(risen.stderr).toContain("50 % more; --fail-increase allows 20 %.");
    expect(risen.stdout).toMatch(/together +42\.00 +63\.00 +\+21\.00/);
  });

  it("shows in a plan what it costs, and how that differs from the plan before", async () => {
    const cwd = aProject();
    const first = await runFairlead(["plan"], { cwd });
    expect(first.stdout).toContain("42.00 USD a month (22.00 to 102.00).");
    const second = await runFairlead(["plan"], {
      cwd,
      ports: { estimateCost: () => Promise.resolve(anEstimate({ usd: { min: 20, expected: 40, max: 100 } })) },
    });
    expect(second.stdout).toContain("40.00 USD a month (20.00 to 100.00), -2.00 to the earlier plan.");
  });

  it("puts environments, or tiers of one, beside each other", async () => {
    const asked: (string | undefined)[] = [];
    const description = aDescription();
    const { code, stdout } = await runFairlead(["cost", "--compare", "minimal,standard"], {
      cwd: aProject(),
      description: {
        ...description,
        resolve: (_, { tier }) => {
          asked.push(tier);
          const app = aResolvedApp();
          return { ...app, environment: { ...app.environment, tier: tier ?? "production" } };
        },
      },
    });
    expect(code).toBe(0);
    expect(asked).toEqual(["minimal", "standard"]);
    expect(stdout).toMatch(/minimal +standard/);
    expect(stdout).toMatch(/together +42\.00 +42\.00/);
  });

  it("is a table for a pull request", async () => {
    const { stdout } = await runFairlead(["cost", "--markdown"], { cwd: aProject() });
    await expect(stdout).toMatchFileSnapshot("golden/cost.golden.md");
  });

  it("prices a template that no description stands behind", async () => {
    const cwd = temporaryFolder({ "cdk.out/App.template.json": '{"Resources":{"Key":{"Type":"AWS::KMS::Key"}}}' });
    const regions: string[] = [];
    const { code, stdout } = await runFairlead(["cost", "cdk.out/App.template.json", "--region", "eu-west-1"], {
      cwd,
      ports: {
        estimateCost: ({ region, assembly }) => {
          regions.push(`${region} ${String(assembly.resources[0]?.type)}`);
          return Promise.resolve(anEstimate({ region }));
        },
      },
    });
    expect([code, regions]).toEqual([0, ["eu-west-1 AWS::KMS::Key"]]);
    expect(stdout).toContain("llm-proxy-prod-Secrets/Key");
  });

  it.each([
    [["cost", "missing.json"], "missing.json is no CloudFormation template"],
    [["cost", "--fail-over", "much"], '--fail-over takes a number, and "much" is none.'],
    [["cost", "--fail-increase", "20%"], "--fail-increase compares with an earlier plan, and none is named."],
    [["cost", "--diff", "nowhere"], "Give --diff the folder that"],
    [["cost", "--compare", "prod,moon"], "--compare knows neither an environment nor a tier called moon."],
    [["cost", "--compare", "prod,minimal"], "--compare takes environments or tiers, not both at once."],
  ])("says what is wrong with %j", async (argv, message) => {
    const { code, stderr } = await runFairlead(argv, { cwd: aProject() });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
