import { image, type PoolOptions, queue, service, type ServiceOptions } from "@fairlead/model";
import { problemCodes, problemsOf, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";

const app = image("app");

const worker = (ec2: PoolOptions, options: Partial<ServiceOptions> = {}, name = "worker") =>
  service(name, { image: app, cpu: 512, memory: 1024, tasks: 1, capacity: { ec2 }, ...options });

const problems = (ec2: PoolOptions, options: Partial<ServiceOptions> = {}) =>
  problemCodes({ services: [worker(ec2, options)] });

describe("a pool of instances", () => {
  it("is one for all services that state the same, and holds the larger of their ranges", () => {
    const first = worker({ instanceType: "m7g.large", minInstances: 1, maxInstances: 4 });
    const second = worker({ instanceType: "m7g.large", maxInstances: 6 }, {}, "second");
    const third = worker({ instanceType: ["m7g.large", "m6g.large"], spot: true }, {}, "third");
    const { pools, services } = resolveRoots({ services: [first, second, third] });
    expect(pools.map(({ name, minInstances, maxInstances }) => [name, minInstances, maxInstances])).toEqual([
      ["m7g-large", 1, 6],
      ["m7g-large-m6g-large-spot", 0, 1],
    ]);
    expect(services.map(({ name, capacity }) => [name, capacity])).toEqual([
      ["second", { kind: "ec2", pool: "m7g-large", spot: false }],
      ["third", { kind: "ec2", pool: "m7g-large-m6g-large-spot", spot: true }],
      ["worker", { kind: "ec2", pool: "m7g-large", spot: false }],
    ]);
  });

  it("gives its tasks what its smallest instance has, and decides what they run on", () => {
    const { pools, services } = resolveRoots({ services: [worker({ instanceType: ["m7i.xlarge", "c7i.large"] })] });
    expect(pools[0]?.room).toEqual({ cpuUnits: 2048, memoryMib: 3809, gpus: 0, tasks: 2 });
    expect(services[0]?.architecture).toBe("x86_64");
  });

  it("takes a task for each interface beside the instance's own, of which t3a.small has fewer than its siblings", () => {
    const tasksOn = (instanceType: string) =>
      resolveRoots({ services: [worker({ instanceType })] }).pools.map(({ room }) => room.tasks);
    expect(["t4g.small", "t3.small", "t3a.small", "t4g.medium"].map(tasksOn)).toEqual([[2], [2], [1], [2]]);
  });

  it("may have as many instances as the most tasks with a release beside them need", () => {
    const of = (ec2: PoolOptions, tasks: ServiceOptions["tasks"]) =>
      resolveRoots({ services: [worker(ec2, { tasks })] }).pools[0]?.maxInstances;
    // Two tasks to an m7g.large, for want of interfaces; six to a release of three.
    expect(of({ instanceType: "m7g.large" }, 3)).toBe(3);
    expect(of({ instanceType: "m7g.large" }, { min: 1, max: 10 })).toBe(5);
    // Four for want of CPU once interfaces are no matter.
    expect(of({ instanceType: "m7g.large", trunking: true }, { min: 1, max: 10 })).toBe(3);
  });

  it("is refused when it can't be large enough, with the number that is", () => {
    expect(problems({ instanceType: "t4g.medium", maxInstances: 1 }, { tasks: { min: 2, max: 6 } })).toEqual([
      "services.worker.capacity.ec2.maxInstances: PoolTooSmall",
    ]);
    const [problem] = problemsOf(() =>
      resolveRoots({ services: [worker({ instanceType: "t4g.medium", maxInstances: 1 }, { tasks: 6 })] }),
    );
    expect(problem?.fix).toContain("Set maxInstances to 6");
  });

  it("knows its instances", () => {
    expect(problems({ instanceType: "m7g.largr" })).toEqual([
      "services.worker.capacity.ec2.instanceType: UnknownInstanceType",
    ]);
    expect(problems({ instanceType: ["m7g.large", "m7i.large"] })).toEqual([
      "services.worker.capacity.ec2.instanceType: MixedArchitectures",
    ]);
    expect(problems({ instanceType: "m7g.large" }, { architecture: "x86_64" })).toEqual([
      "services.worker.architecture: ArchitectureMismatch",
    ]);
  });

  it("has its range the right way round", () => {
    expect(problems({ instanceType: "m7g.large", minInstances: 3, maxInstances: 2 })).toEqual([
      "services.worker.capacity.ec2.minInstances: MinAboveMax",
    ]);
  });

  it("is no place for a task that none of its instances can hold", () => {
    expect(problems({ instanceType: "t4g.small" }, { cpu: 4096, memory: 4096 })).toEqual([
      "services.worker.cpu: TaskLargerThanInstance",
      "services.worker.memory: TaskLargerThanInstance",
    ]);
  });

  it("takes tasks of any size that Fargate has none of", () => {
    expect(problems({ instanceType: "m7g.large" }, { cpu: 700, memory: 900 })).toEqual([]);
  });

  it("needs NAT, since its tasks have no public address", () => {
    const change = { environment: { tier: "minimal" } } as const;
    expect(problemCodes({ services: [worker({ instanceType: "t4g.small" })] }, change)).toEqual([
      "services.worker.capacity.ec2: Ec2WithoutNat",
    ]);
  });

  it("gives work the time to end that Fargate and Spot don't", () => {
    const longest = { longestResponse: "15m" };
    expect(problems({ instanceType: "m7g.large" }, longest)).toEqual([]);
    const [service] = resolveRoots({ services: [worker({ instanceType: "m7g.large" }, longest)] }).services;
    expect(service?.stopTimeoutSeconds).toBe(900);
    expect(problems({ instanceType: "m7g.large", spot: true }, longest)).toEqual([
      "services.worker.longestResponse: StopTimeoutCeiling",
    ]);
  });

  it("has a disk of its own in place of Fargate's storage", () => {
    expect(problems({ instanceType: "m7g.large" }, { ephemeralStorage: 40 })).toEqual([
      "services.worker.ephemeralStorage: EphemeralStorageOnEc2",
    ]);
  });
});

describe("a GPU", () => {
  it("is not to be had on Fargate, which the problem says", () => {
    const roots = { services: [service("worker", { image: app, gpus: 1 })] };
    expect(problemCodes(roots)).toEqual(["services.worker.gpus: GpusOnFargate"]);
    const [problem] = problemsOf(() => resolveRoots(roots));
    expect(problem?.message).toBe("Fargate has no GPUs.");
  });

  it("is not asked for on Fargate where nobody can read what the service is to run on", () => {
    expect(problems({ instanceType: "g6.xlage" }, { gpus: 1 })).toEqual([
      "services.worker.capacity.ec2.instanceType: UnknownInstanceType",
    ]);
  });

  it("is one that the instances have", () => {
    expect(problems({ instanceType: "g6.xlarge" }, { gpus: 1 })).toEqual([]);
    expect(problems({ instanceType: "g6.xlarge" }, { gpus: 2 })).toEqual([
      "services.worker.gpus: TaskLargerThanInstance",
    ]);
    expect(problems({ instanceType: "m7i.large" }, { gpus: 1 })).toEqual([
      "services.worker.gpus: TaskLargerThanInstance",
    ]);
  });

  it("is shared by no two tasks", () => {
    const clips = queue("clips");
    const tasks = { min: 0, max: 8, queueDepth: { of: clips, messagesPerTask: 1 } };
    const env = { CLIPS_URL: clips.urlForReceiving };
    const { pools } = resolveRoots({
      services: [worker({ instanceType: "g5.12xlarge" }, { gpus: 1, env, tasks })],
    });
    expect(pools[0]).toMatchObject({ minInstances: 0, maxInstances: 2, diskGib: 100 });
  });
});
