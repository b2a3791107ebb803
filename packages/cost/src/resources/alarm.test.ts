import { describe, expect, it } from "vitest";
import { anEstimate, usdOf } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of an alarm", () => {
  it("is as the table says", async () => {
    const table = goldenTable("An alarm", {
      "on a metric": { resources: { It: { Type: "AWS::CloudWatch::Alarm" } }, only: "It" },
      "of ten seconds": {
        resources: { It: { Type: "AWS::CloudWatch::Alarm", Properties: { Period: 10 } } },
        only: "It",
      },
      "on two metrics and a formula": {
        resources: {
          It: {
            Type: "AWS::CloudWatch::Alarm",
            Properties: {
              Metrics: [{ MetricStat: { Period: 60 } }, { MetricStat: { Period: 60 } }, { Expression: "a/b" }],
            },
          },
        },
        only: "It",
      },
      "on a metric of ten seconds, by a formula": {
        resources: {
          It: {
            Type: "AWS::CloudWatch::Alarm",
            Properties: { Metrics: [{ MetricStat: { Period: 10 } }, { Expression: "a*2" }] },
          },
        },
        only: "It",
      },
      "on other alarms": { resources: { It: { Type: "AWS::CloudWatch::CompositeAlarm" } }, only: "It" },
    });
    await expect(table).toMatchFileSnapshot("golden/alarm.txt");
  });

  it("is charged for each metric that it reads, and for no formula", () => {
    const Metrics = [{ MetricStat: { Stat: "Sum" } }, { MetricStat: { Stat: "Sum" } }, { Expression: "a/b" }];
    const alarm = { Alarm: { Type: "AWS::CloudWatch::Alarm", Properties: { Metrics } } };
    expect(usdOf(anEstimate(alarm), /alarm/)).toBe("0.20");
  });
});
