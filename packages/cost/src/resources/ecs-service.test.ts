import { describe, expect, it } from "vitest";
import { anEstimate, type Resources, usdOf } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

type Properties = Readonly<Record<string, unknown>>;

const aService = (definition: Properties = {}, service: Properties = {}): Resources => ({
  Task: { Type: "AWS::ECS::TaskDefinition", Properties: { Cpu: "512", Memory: "1024", ...definition } },
  Service: {
    Type: "AWS::ECS::Service",
    Properties: { TaskDefinition: { Ref: "Task" }, DesiredCount: 2, LaunchType: "FARGATE", ...service },
  },
});

const ARM = { RuntimePlatform: { CpuArchitecture: "ARM64" } };
const PUBLIC = { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: "ENABLED" } } };
const COLLECTOR = { Image: "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0" };
const spot = (base: number): Properties => ({
  LaunchType: undefined,
  CapacityProviderStrategy: [
    { CapacityProvider: "FARGATE", Base: base, Weight: 0 },
    { CapacityProvider: "FARGATE_SPOT", Weight: 1 },
  ],
});

describe("the cost of an ECS service", () => {
  it("is as the table says", async () => {
    const table = goldenTable("Two tasks of 0.5 vCPU and 1 GB", {
      "on x86": { resources: aService() },
      "on ARM": { resources: aService(ARM) },
      "on Spot, x86": { resources: aService({}, spot(0)) },
      "on Spot, ARM": { resources: aService(ARM, spot(0)) },
      "one on demand, the others on Spot": { resources: aService({}, spot(1)) },
      "with a disk of 50 GB": { resources: aService({ EphemeralStorage: { SizeInGiB: 50 } }) },
      "with public addresses": { resources: aService({}, PUBLIC) },
      "on EC2": { resources: aService({}, { LaunchType: "EC2" }) },
      "on Windows": { resources: aService({ RuntimePlatform: { OperatingSystemFamily: "WINDOWS_SERVER_2022_CORE" } }) },
      "with traces": { resources: aService({ ContainerDefinitions: [COLLECTOR] }) },
      "committed for a year, ARM": { resources: aService(ARM), usage: { commitment: "1-year" } },
      "committed for three years, x86": { resources: aService(), usage: { commitment: "3-years" } },
    });
    await expect(table).toMatchFileSnapshot("golden/ecs-service.txt");
  });

  it("charges for disk only what is above the 20 GB that each task has free", () => {
    const withDisk = (gb: number) => usdOf(anEstimate(aService({ EphemeralStorage: { SizeInGiB: gb } })), /disk/);
    expect([20, 21, 120].map(withDisk)).toEqual(["0.00", "0.16", "16.21"]);
  });

  it("charges the tasks of the base on demand and only those above it by the weights", () => {
    const estimate = anEstimate(aService({}, { ...spot(1), DesiredCount: 4 }));
    expect(estimate.lines.map(({ what, quantity }) => [what, quantity.expected])).toContainEqual([
      "Spot x86 vCPU hours, 0.5 vCPU a task",
      3 * 730 * 0.5,
    ]);
    expect(estimate.lines.map(({ what, quantity }) => [what, quantity.expected])).toContainEqual([
      "x86 vCPU hours, 0.5 vCPU a task",
      1 * 730 * 0.5,
    ]);
  });

  it("charges an address for each task that has one of its own", () => {
    expect(usdOf(anEstimate(aService({}, PUBLIC)), /IPv4/)).toBe("7.30");
  });

  it("never prices Windows as Linux: nobody has read that price", () => {
    const { isWhole, lines } = anEstimate(
      aService({ RuntimePlatform: { OperatingSystemFamily: "WINDOWS_SERVER_2022_CORE" } }),
    );
    expect(isWhole).toBe(false);
    expect(lines.map(({ usd }) => usd)).toEqual([null, null, null]);
  });

  it("leaves what Spot runs out of a commitment", () => {
    const { lines } = anEstimate(aService({}, spot(0)), { commitment: "1-year" });
    expect(lines.map(({ service }) => service)).toEqual(["Fargate", "Fargate"]);
  });

  it("counts a request's trace once, however many services send traces", () => {
    const one = aService({ ContainerDefinitions: [COLLECTOR] });
    const { Task, Service } = one;
    const two = { ...one, ...(Task && Service ? { OtherTask: Task, Other: Service } : {}) };
    const usage = { requestsPerMonth: 1_000_000 };
    expect([one, two].map((resources) => usdOf(anEstimate(resources, usage), /traces/))).toEqual(["5.00", "5.00"]);
  });

  it("takes sizes in words as well", () => {
    const inWords = aService({ Cpu: "0.5 vCPU", Memory: "1 GB" });
    expect(anEstimate(inWords).usd).toEqual(anEstimate(aService()).usd);
  });

  it("says of a price that was worked out how, and trusts it little", () => {
    const [line] = anEstimate(aService(ARM, spot(0)), { region: "ap-south-1" }).lines;
    expect(line?.assumption).toContain("worked out from Spot on x86");
    expect(line?.prices.map(({ confidence }) => confidence)).toEqual(["low"]);
  });
});
