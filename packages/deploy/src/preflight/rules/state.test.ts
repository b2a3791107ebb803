import { describe, expect, it } from "vitest";
import type { AlarmState } from "../../alarms/alarms.js";
import { aPreflightRequest } from "../../testing/a-preflight-request.js";
import { FakeClock } from "../../testing/fake-clock.js";
import { fakePreflightPorts } from "../../testing/fake-preflight-ports.js";
import { FakeStacks } from "../../testing/fake-stacks.js";
import { alarmsQuiet } from "./alarms-quiet.js";
import { nothingDrifted } from "./nothing-drifted.js";
import { stacksMovable } from "./stacks-movable.js";

const VPC = "llm-proxy-prod-Vpc";
const contents = (cidr: string) => ({
  Vpc: {
    Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: cidr } },
    Other: { Type: "AWS::EC2::InternetGateway" },
  },
});
const newStacks = () => new FakeStacks({ clock: new FakeClock(), templates: () => undefined });

describe("alarms before a release", () => {
  const ringing = (name: string): AlarmState => ({ name, state: "ALARM", reason: "Too high", sinceMs: 0 });
  const judge = async (alarm: AlarmState, despiteAlarms = false) =>
    alarmsQuiet.run(
      aPreflightRequest({ despiteAlarms }),
      fakePreflightPorts({ alarms: { states: () => Promise.resolve([alarm]) } }),
    );

  it("refuse it when they roll releases back and ring", async () => {
    expect(await judge(ringing("llm-proxy-prod-proxy-5xx"))).toMatchObject([
      { severity: "error", code: "RollbackAlarmRings", path: "services.proxy" },
    ]);
  });

  it("refuse it also where one alarm is made in several pieces", async () => {
    expect(await judge(ringing("llm-proxy-prod-proxy-5xx-2"))).toMatchObject([{ code: "RollbackAlarmRings" }]);
    expect(await judge(ringing("llm-proxy-prod-proxy-5xx-b"))).toMatchObject([{ code: "AlarmRings" }]);
  });

  it("are lived with when somebody says so", async () => {
    expect(await judge(ringing("llm-proxy-prod-proxy-5xx"), true)).toMatchObject([
      { severity: "warning", code: "RollbackAlarmRings" },
    ]);
  });

  it("are told of when they ring for something else", async () => {
    expect(await judge(ringing("llm-proxy-prod-main-connections"))).toMatchObject([
      { severity: "warning", code: "AlarmRings", path: "databases.main" },
    ]);
  });

  it("are nothing to speak of while they are quiet", async () => {
    expect(await judge({ ...ringing("llm-proxy-prod-proxy-5xx"), state: "INSUFFICIENT_DATA" })).toEqual([]);
  });
});

describe("stacks before a deployment", () => {
  const judge = async (status: string) => {
    const stacks = newStacks();
    stacks.put(VPC, { Resources: contents("10.0.0.0/16").Vpc }, { status });
    return stacksMovable.run(aPreflightRequest({}, contents("10.0.0.0/16")), fakePreflightPorts({ stacks }));
  };

  it.each(["UPDATE_ROLLBACK_FAILED", "DELETE_FAILED", "ROLLBACK_FAILED"])(
    "refuse it when one is stuck in %s, and say how to free it",
    async (status) => {
      const found = await judge(status);
      expect(found).toMatchObject([{ severity: "error", code: "StackStuck" }]);
      expect(found[0]?.fix).toContain(VPC);
    },
  );

  it("are told of while CloudFormation works on one", async () => {
    expect(await judge("UPDATE_IN_PROGRESS")).toMatchObject([{ severity: "warning", code: "StackBusy" }]);
  });

  it.each(["UPDATE_COMPLETE", "ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"])("may be in %s", async (status) => {
    expect(await judge(status)).toEqual([]);
  });
});

describe("what was changed by hand", () => {
  const judge = async (before: string, after: string, drifted: string) => {
    const stacks = newStacks();
    stacks.put(VPC, { Resources: contents(before).Vpc });
    stacks.drifted[VPC] = [
      {
        logicalId: drifted,
        physicalId: "vpc-1",
        type: "AWS::EC2::VPC",
        kind: "modified",
        differences: [{ path: "/Tags/0/Value", expected: "before", actual: "hunter2" }],
      },
    ];
    return nothingDrifted.run(aPreflightRequest({}, contents(after)), fakePreflightPorts({ stacks }));
  };

  it("is told of where this deployment changes it, by its place and not by its value", async () => {
    const found = await judge("10.0.0.0/16", "10.1.0.0/16", "Vpc");
    expect(found).toMatchObject([{ severity: "warning", code: "Drifted" }]);
    expect(found[0]?.message).toContain("/Tags/0/Value");
    expect(found[0]?.message).not.toContain("hunter2");
  });

  it("is left alone where this deployment leaves it alone", async () => {
    expect(await judge("10.0.0.0/16", "10.1.0.0/16", "Other")).toEqual([]);
    expect(await judge("10.0.0.0/16", "10.0.0.0/16", "Vpc")).toEqual([]);
  });
});
