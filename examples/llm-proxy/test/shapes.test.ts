import { join } from "node:path";
import { resolveApp } from "@fairlead/model";
import { describe, expect, it } from "vitest";
import shapes from "./shapes.config.js";

/** What the rows of the original plan's cost table differ in. */
function shapeOf(environment: string) {
  const { network, services, databases, caches, observability } = resolveApp(shapes, environment, {
    baseFolder: join(import.meta.dirname),
  });
  const [proxy] = services;
  const [database] = databases;
  return {
    natGateways: network.nat.kind === "gateway" ? network.nat.count : 0,
    proxyTasks: [proxy?.scaling.minTasks, proxy?.scaling.maxTasks],
    acu:
      database?.engine.kind === "aurora-serverless"
        ? [database.engine.minCapacityAcu, database.engine.maxCapacityAcu]
        : [],
    cacheReplicas: caches[0]?.replicas,
    insights: observability.containerInsights,
    tracing: proxy?.tracing,
  };
}

describe("the environment shapes of the original plan", () => {
  it("has low traffic on one NAT gateway, one task, half an ACU and no replica", () => {
    expect(shapeOf("low")).toEqual({
      natGateways: 1,
      proxyTasks: [1, 2],
      acu: [0.5, 2],
      cacheReplicas: 0,
      insights: "disabled",
      tracing: false,
    });
  });

  it("has medium traffic scale from one task", () => {
    expect(shapeOf("medium")).toEqual({ ...shapeOf("low"), proxyTasks: [1, 4] });
  });

  it("has production on two NAT gateways, two or more tasks and a cache replica", () => {
    expect(shapeOf("production")).toEqual({
      natGateways: 2,
      proxyTasks: [2, 10],
      acu: [0.5, 4],
      cacheReplicas: 1,
      insights: "disabled",
      tracing: false,
    });
  });

  it("has high scale on three zones, with Container Insights and tracing", () => {
    expect(shapeOf("high")).toEqual({
      ...shapeOf("production"),
      natGateways: 3,
      insights: "enhanced",
      tracing: true,
    });
  });
});
