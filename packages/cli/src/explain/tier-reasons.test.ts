import { aResolvedApi, aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { tierReasons } from "./tier-reasons.js";

const cellsOf = (change: Parameters<typeof aResolvedApi>[0]) =>
  tierReasons("services.proxy", aResolvedApp({ services: [aResolvedApi(change)] })).map(({ cell }) => cell);

describe("the reasons behind a part", () => {
  it("are those of what it takes from its tier", () => {
    expect(cellsOf({})).toEqual(expect.arrayContaining(["publicTasks", "cpu", "memory", "rollout", "tracing"]));
  });

  it("are not those of what the description says otherwise", () => {
    const { scaling } = aResolvedApi();
    const cells = cellsOf({ cpuUnits: 1024, memoryMib: 2048, scaling: { ...scaling, maxTasks: 20 }, tracing: false });
    expect(cells).toEqual(expect.not.arrayContaining(["publicTasks", "cpu", "memory", "tracing"]));
    expect(cells).toContain("rollout");
  });
});
