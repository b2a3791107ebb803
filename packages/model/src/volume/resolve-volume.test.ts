import { miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, job, type ServiceOptions, service, volume, type VolumeOptions } from "../index.js";

const app = image("app");

const rootsWith = (options: VolumeOptions = {}, serviceOptions: Partial<ServiceOptions> = {}) => ({
  services: [service("a", { image: app, volumes: { "/data": volume("files", options) }, ...serviceOptions })],
});

describe("a volume", () => {
  it("has every gap filled when nothing is stated", () => {
    expect(resolveRoots(rootsWith()).volumes).toEqual([
      {
        name: "files",
        writers: "many",
        owner: { uid: 1000, gid: 1000 },
        throughput: { kind: "elastic" },
        infrequentAccessAfterDays: 30,
        port: 2049,
        deletionProtection: true,
      },
    ]);
  });

  it("keeps what is stated", () => {
    const options = {
      writers: "one",
      owner: { uid: 999, gid: 998 },
      throughput: { provisionedMibps: 16 },
      infrequentAccessAfterDays: 7,
      deletionProtection: false,
    } as const satisfies VolumeOptions;
    expect(resolveRoots(rootsWith(options)).volumes[0]).toMatchObject({
      writers: "one",
      owner: { uid: 999, gid: 998 },
      throughput: { kind: "provisioned", mibPerSecond: 16 },
      infrequentAccessAfterDays: 7,
      deletionProtection: false,
    });
  });

  it("leaves the files of one process where reading them is free", () => {
    expect(resolveRoots(rootsWith({ writers: "one" })).volumes[0]?.infrequentAccessAfterDays).toBeNull();
    expect(
      resolveRoots(rootsWith({ infrequentAccessAfterDays: "never" })).volumes[0]?.infrequentAccessAfterDays,
    ).toBeNull();
  });

  it.each([
    [{ writers: "two" }, "writers: UnknownValue"],
    [{ owner: { uid: -1, gid: 0 } }, "owner.uid: OutOfRange"],
    [{ throughput: "fast" }, "throughput: UnknownValue"],
    [{ throughput: { provisionedMibps: 0 } }, "throughput.provisionedMibps: OutOfRange"],
    [{ infrequentAccessAfterDays: 8 }, "infrequentAccessAfterDays: WrongType"],
    [{ backup: true }, "backup: UnknownOption"],
  ])("is refused with %j", (wrong, expected) => {
    expect(problemCodes(rootsWith(miswritten({}, wrong)))).toEqual([`volumes.files.${expected}`]);
  });
});

describe("a folder that is a volume", () => {
  it("is reached over NFS by who names it, and read alone where that is said", () => {
    const files = volume("files");
    const resolved = resolveRoots({
      services: [service("a", { image: app, volumes: { "/data": files } })],
      jobs: [job("b", { image: app, volumes: { "/in": { volume: files, readonly: true } } })],
    });
    expect(resolved.services[0]?.volumeMounts).toEqual([{ path: "/data", volume: "files", access: "write" }]);
    expect(resolved.jobs[0]?.volumeMounts).toEqual([{ path: "/in", volume: "files", access: "read" }]);
    expect(resolved.connections).toEqual([
      { kind: "network", from: "jobs.b", to: "volumes.files", port: 2049, because: "/in" },
      { kind: "permission", from: "jobs.b", to: "volumes.files", access: "read-files", because: "/in" },
      { kind: "network", from: "services.a", to: "volumes.files", port: 2049, because: "/data" },
      { kind: "permission", from: "services.a", to: "volumes.files", access: "write-files", because: "/data" },
    ]);
  });

  it.each([
    ["is no path", { volumes: miswritten({}, { data: volume("files") }) }, "volumes.data: InvalidWritablePath"],
    ["is no volume", { volumes: miswritten({}, { "/data": app }) }, 'volumes["/data"]: WrongType'],
    ["is writable anyway", { writablePaths: ["/data"] }, 'volumes["/data"]: OverlappingFolders'],
    ["hides one below it", { writablePaths: ["/data/tmp"] }, 'volumes["/data"]: OverlappingFolders'],
  ])("is refused when it %s", (_, serviceOptions, expected) => {
    expect(problemCodes(rootsWith({}, serviceOptions))).toEqual([`services.a.${expected}`]);
  });

  it("may lie beside others, and below one that is writable", () => {
    const roots = rootsWith({}, { writablePaths: ["/tmp", "/dat"], volumes: { "/tmp/files": volume("files") } });
    expect(problemCodes(roots)).toEqual([]);
  });
});

describe("a volume of one writer", () => {
  const alone = { writers: "one" } as const;

  it("has one task, which stops before the next one starts", () => {
    const production = { environment: { tier: "production" } } as const;
    const [writer] = resolveRoots(rootsWith(alone), production).services;
    expect(writer?.scaling).toMatchObject({ minTasks: 1, maxTasks: 1 });
    expect(writer?.rollout).toMatchObject({ strategy: "rolling", minimumHealthyPercent: 0, maximumPercent: 100 });
  });

  it("leaves those alone that only read it", () => {
    const files = volume("files", alone);
    const [reader] = resolveRoots({
      services: [service("a", { image: app, tasks: 3, volumes: { "/data": { volume: files, readonly: true } } })],
    }).services;
    expect(reader?.rollout).toMatchObject({ minimumHealthyPercent: 100, maximumPercent: 200 });
  });

  it.each([
    ["two tasks", { tasks: 2 }, "tasks: OneWriterScaled"],
    ["tasks that come when they are needed", { tasks: { max: 3 } }, "tasks: OneWriterScaled"],
    ["a rollout that overlaps", { rollout: { strategy: "rolling" } }, "rollout: OneWriterOverlaps"],
  ] as const)("is refused with %s", (_, serviceOptions, expected) => {
    expect(problemCodes(rootsWith(alone, serviceOptions))).toEqual([`services.a.${expected}`]);
  });

  it("is refused to a second part that writes", () => {
    const files = volume("files", alone);
    const roots = {
      ...rootsWith(alone),
      jobs: [job("load", { image: app, volumes: { "/data": files } })],
    };
    expect(problemCodes(roots)).toEqual(["volumes.files.writers: SeveralWriters"]);
  });
});
