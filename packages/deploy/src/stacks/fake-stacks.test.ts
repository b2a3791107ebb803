import type { Template } from "@fairlead/constructs";
import { isUserError } from "@fairlead/errors";
import { describe, expect, it } from "vitest";
import { FakeClock } from "../testing/fake-clock.js";
import { FakeStacks } from "../testing/fake-stacks.js";
import type { StackDeployment } from "./stacks.js";

const vpc: Template = {
  Resources: { Vpc: { Type: "AWS::EC2::VPC" } },
  Outputs: { Id: { Value: { Ref: "Vpc" }, Export: { Name: "vpc-id" } } },
};
const reader: Template = {
  Resources: { Group: { Type: "AWS::EC2::SecurityGroup", Properties: { VpcId: { "Fn::ImportValue": "vpc-id" } } } },
};

const place = (name: string) => ({ name, region: null });
const order = (name: string, change: Partial<StackDeployment> = {}): StackDeployment => ({
  directory: "/assembly",
  stack: place(name),
  template: null,
  parameters: {},
  onEvent: () => undefined,
  signal: null,
  ...change,
});
const fake = (templates: Record<string, Template>) => {
  const clock = new FakeClock();
  return { clock, stacks: new FakeStacks({ clock, templates: (name) => templates[name] }) };
};
const codes = async (work: Promise<unknown>): Promise<readonly string[]> => {
  const failure: unknown = await work.catch((error: unknown) => error);
  return isUserError(failure) ? failure.problems.map(({ code }) => code) : [];
};

describe("the fake of CloudFormation", () => {
  it("takes its time to make a stack, tells of it, and does nothing where nothing differs", async () => {
    const { clock, stacks } = fake({ Vpc: vpc });
    const began = clock.nowMs();
    const statuses: string[] = [];
    const made = await stacks.deploy(order("Vpc", { onEvent: ({ status }) => statuses.push(status) }));
    expect([made, await stacks.deploy(order("Vpc"))]).toEqual(["changed", "unchanged"]);
    expect(statuses).toEqual(["CREATE_IN_PROGRESS", "CREATE_COMPLETE", "CREATE_COMPLETE"]);
    expect(clock.nowMs() - began).toBe(10_000);
  });

  it("refuses to take away what another stack imports, and to import what nobody exports", async () => {
    const { stacks } = fake({ Vpc: vpc, Reader: reader });
    expect(await codes(stacks.deploy(order("Reader")))).toEqual(["ExportMissing"]);
    await stacks.deploy(order("Vpc"));
    await stacks.deploy(order("Reader"));
    expect(await codes(stacks.deploy(order("Vpc", { template: { Resources: vpc.Resources } })))).toEqual([
      "ExportInUse",
    ]);
    const removal = { retain: [], onEvent: () => undefined, signal: null };
    expect(await codes(stacks.destroy({ stack: place("Vpc"), ...removal }))).toEqual(["ExportInUse"]);
    await stacks.destroy({ stack: place("Reader"), ...removal });
    await stacks.destroy({ stack: place("Vpc"), ...removal });
    expect(stacks.state()).toEqual({});
  });

  it("takes back an update that fails, and stays stuck where that fails as well", async () => {
    const { stacks } = fake({ Vpc: { Resources: { ...vpc.Resources, New: { Type: "AWS::SNS::Topic" } } } });
    stacks.put("Vpc", vpc);
    const failure = { stack: "Vpc", logicalId: "New", reason: "no", times: 1 } as const;
    stacks.failures.push({ ...failure, on: "deploy" }, { ...failure, on: "deploy-and-rollback" });
    expect(await codes(stacks.deploy(order("Vpc")))).toEqual(["StackFailed"]);
    expect((await stacks.describe(place("Vpc")))?.status).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(await stacks.template(place("Vpc"))).toEqual(vpc);
    expect(await codes(stacks.deploy(order("Vpc")))).toEqual(["StackFailed"]);
    expect(await codes(stacks.deploy(order("Vpc")))).toEqual(["StackStuck"]);
    await stacks.continueRollback(place("Vpc"));
    expect(await stacks.deploy(order("Vpc"))).toBe("changed");
  });

  it("carries on when nobody waits any more, and is waited for by the next who comes", async () => {
    const { clock, stacks } = fake({ Vpc: vpc });
    const leaving = new AbortController();
    const first = stacks.deploy(order("Vpc", { signal: leaving.signal })).catch((reason: unknown) => reason);
    await clock.sleep(1_000);
    leaving.abort("leave");
    expect(await first).toBe("leave");
    expect((await stacks.describe(place("Vpc")))?.status).toBe("CREATE_IN_PROGRESS");
    expect(await stacks.deploy(order("Vpc"))).toBe("unchanged");
  });

  it("takes back an update that is cancelled", async () => {
    const { clock, stacks } = fake({ Vpc: { Resources: { ...vpc.Resources, New: { Type: "AWS::SNS::Topic" } } } });
    stacks.put("Vpc", vpc);
    const update = codes(stacks.deploy(order("Vpc")));
    await clock.sleep(1_000);
    await stacks.cancelUpdate(place("Vpc"));
    expect(await update).toEqual(["StackFailed"]);
    expect((await stacks.describe(place("Vpc")))?.status).toBe("UPDATE_ROLLBACK_COMPLETE");
  });
});
