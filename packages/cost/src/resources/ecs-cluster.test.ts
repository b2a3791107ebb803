import { describe, expect, it } from "vitest";
import { anEstimate, type Resources } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

const cluster = (value: string | null, tasks = 2): Resources => ({
  It: {
    Type: "AWS::ECS::Cluster",
    Properties: value === null ? {} : { ClusterSettings: [{ Name: "containerInsights", Value: value }] },
  },
  Service: { Type: "AWS::ECS::Service", Properties: { DesiredCount: tasks, LaunchType: "EC2" } },
});

describe("the cost of a cluster", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A cluster with one service of two tasks", {
      "that nothing watches": { resources: cluster(null) },
      "with Container Insights": { resources: cluster("enabled") },
      "with Container Insights, enhanced": { resources: cluster("enhanced") },
    });
    await expect(table).toMatchFileSnapshot("golden/ecs-cluster.txt");
  });

  it("pays 0.07 USD for each metric of enhanced observability, and more with each task", () => {
    const usd = (tasks: number) => anEstimate(cluster("enhanced", tasks)).usd.expected;
    const [line] = anEstimate(cluster("enhanced")).lines;
    expect(line?.prices.map((price) => price.usd)).toEqual([0.07]);
    expect(usd(3) - usd(2)).toBeCloseTo(20 * 0.07, 8);
  });

  it("pays the price of one's own metrics for plain Container Insights, whatever the tasks", () => {
    expect(anEstimate(cluster("enabled", 9)).usd).toEqual(anEstimate(cluster("enabled")).usd);
    expect(anEstimate(cluster("enabled")).lines[0]?.prices[0]?.usd).toBe(0.3);
  });
});
