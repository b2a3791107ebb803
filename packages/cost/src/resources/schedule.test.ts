import { describe, expect, it } from "vitest";
import { anEstimate, type Resources, usdOf } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

const job = (expression: string, target: Readonly<Record<string, unknown>> = {}): Resources => ({
  Task: { Type: "AWS::ECS::TaskDefinition", Properties: { Cpu: "256", Memory: "512" } },
  It: {
    Type: "AWS::Scheduler::Schedule",
    Properties: {
      ScheduleExpression: expression,
      Target: { EcsParameters: { TaskDefinitionArn: { Ref: "Task" }, LaunchType: "FARGATE", ...target } },
    },
  },
});

const SPOT = { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: "FARGATE_SPOT" }] };

describe("the cost of a schedule", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A schedule that starts a task of 0.25 vCPU and 0.5 GB", {
      "each minute, a function": {
        resources: { It: { Type: "AWS::Scheduler::Schedule", Properties: { ScheduleExpression: "rate(1 minute)" } } },
        only: "It",
      },
      "each hour": { resources: job("rate(1 hour)"), only: "It" },
      "each hour, on Spot": { resources: job("rate(1 hour)", SPOT), only: "It" },
      "each night, for an hour": { resources: job("cron(0 3 * * ? *)"), only: "It", usage: { jobMinutes: 60 } },
    });
    await expect(table).toMatchFileSnapshot("golden/schedule.txt");
  });

  it("pays for a minute of each task at least", () => {
    const usd = (jobMinutes: number) => usdOf(anEstimate(job("rate(1 minute)"), { jobMinutes }), /vCPU hours/);
    expect([0.2, 1, 2].map(usd)).toEqual(["7.39", "7.39", "14.78"]);
  });

  it("starts no task on Fargate where it runs on EC2", () => {
    expect(anEstimate(job("rate(1 hour)", { LaunchType: "EC2" })).lines.map(({ what }) => what)).toEqual(["runs"]);
  });
});
