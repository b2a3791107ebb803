import { image, job, secret, service, type ServiceOptions } from "@fairlead/model";
import { problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";

const app = image("app");
const tool = image("tool", { uri: "public.ecr.aws/docker/library/busybox:1.37" });

const api = (options: Partial<ServiceOptions>) => ({
  services: [service("api", { image: app, port: 8000, cpu: 512, memory: 1024, ...options })],
});

const problems = (options: Partial<ServiceOptions>) => problemCodes(api(options));

describe("a sidecar", () => {
  it("is waited for until it is well, has done its work, or has started, whichever it can", () => {
    const [resolved] = resolveRoots(
      api({
        startAfter: ["proxy", "prepare", "agent"],
        sidecars: {
          proxy: { image: tool, health: ["CMD", "true"] },
          prepare: { image: tool, essential: false },
          agent: { image: tool, startAfter: [{ container: "prepare", is: "complete" }] },
        },
      }),
    ).services;
    expect(resolved?.startAfter).toEqual([
      { container: "proxy", condition: "healthy" },
      { container: "prepare", condition: "successful" },
      { container: "agent", condition: "started" },
    ]);
    expect(resolved?.sidecars.map(({ name, startAfter }) => [name, startAfter])).toEqual([
      ["agent", [{ container: "prepare", condition: "complete" }]],
      ["prepare", []],
      ["proxy", []],
    ]);
  });

  it("connects the task that it is in by what its variables name", () => {
    const key = secret("key", { value: "operator" });
    const app = resolveRoots(api({ sidecars: { agent: { image: tool, env: { KEY: key } } } }));
    expect(app.connections).toEqual([{ kind: "injection", from: "services.api", to: "secrets.key", because: "KEY" }]);
    expect(app.images.map(({ name }) => name)).toEqual(["app", "tool"]);
  });

  it("has its variables looked at like those of any other container", () => {
    const key = secret("key", { value: "operator", keys: ["a"] });
    expect(
      problems({
        sidecars: { agent: { image: tool, env: { KEY: key.key("b"), OPENAI_API_KEY: `sk-${"x1".repeat(20)}` } } },
      }),
    ).toEqual([
      "services.api.sidecars.agent.env.KEY: UnknownSecretKey",
      "services.api.sidecars.agent.env.OPENAI_API_KEY: PlaintextSecret",
    ]);
  });

  it("can't listen where another container of the task does", () => {
    expect(
      problems({ tracing: true, sidecars: { a: { image: tool, port: 8000 }, b: { image: tool, port: 4318 } } }),
    ).toEqual(["services.api.sidecars.a.port: PortTakenInTask", "services.api.sidecars.b.port: PortTakenInTask"]);
    expect(problems({ sidecars: { a: { image: tool, port: 8001 }, b: { image: tool, port: 4318 } } })).toEqual([]);
  });

  it("can't be called what another container of the task is called", () => {
    expect(problems({ sidecars: { api: { image: tool }, "trace-collector": { image: tool } } })).toEqual([
      "services.api.sidecars.api: ContainerNameTaken",
      "services.api.sidecars.trace-collector: ContainerNameTaken",
    ]);
  });

  it("can't take all that the task has", () => {
    expect(problems({ sidecars: { a: { image: tool, memory: 1024, cpu: 256 } } })).toEqual([
      "services.api.memory: SidecarsTakeAll",
    ]);
    expect(problems({ sidecars: { a: { image: tool, cpu: 256 }, b: { image: tool, cpu: 256 } } })).toEqual([
      "services.api.cpu: SidecarsTakeAll",
    ]);
    expect(problems({ tracing: true, sidecars: { a: { image: tool, memory: 900 } } })).toEqual([
      "services.api.memory: SidecarsTakeAll",
    ]);
  });
});

describe("the order of a task's containers", () => {
  it("names containers that there are", () => {
    expect(problems({ startAfter: ["prepar"], sidecars: { prepare: { image: tool } } })).toEqual([
      "services.api.startAfter: UnknownContainer",
    ]);
  });

  it("waits for no health of a container that is never asked", () => {
    const startAfter = [{ container: "api", is: "healthy" }] as const;
    expect(problems({ sidecars: { agent: { image: tool, startAfter } } })).toEqual([
      "services.api.sidecars.agent.startAfter: HealthyWithoutHealth",
    ]);
    expect(problems({ containerHealth: ["CMD", "true"], sidecars: { agent: { image: tool, startAfter } } })).toEqual(
      [],
    );
  });

  it("waits for no end that would be the task's", () => {
    const startAfter = [{ container: "prepare", is: "successful" }] as const;
    expect(problems({ startAfter, sidecars: { prepare: { image: tool } } })).toEqual([
      "services.api.startAfter: EssentialMustNotEnd",
    ]);
  });

  it("has no circle", () => {
    expect(
      problems({
        startAfter: ["a"],
        sidecars: { a: { image: tool, startAfter: ["b"] }, b: { image: tool, startAfter: ["api"] } },
      }),
    ).toEqual(["services.api.startAfter: ContainerCircle"]);
  });

  it("holds in a job too", () => {
    const fill = job("fill", {
      image: app,
      startAfter: ["fetch"],
      sidecars: { fetch: { image: tool, essential: false } },
    });
    expect(resolveRoots({ jobs: [fill] }).jobs[0]?.startAfter).toEqual([
      { container: "fetch", condition: "successful" },
    ]);
  });
});

describe("a shared folder", () => {
  it("is seen by two containers at least", () => {
    expect(
      problems({
        sharedFolders: { models: "/models" },
        sidecars: { a: { image: tool, sharedFolders: { model: "/m" } } },
      }),
    ).toEqual([
      "services.api.sharedFolders.models: SharedFolderAlone",
      "services.api.sidecars.a.sharedFolders.model: SharedFolderAlone",
    ]);
  });

  it("is where nothing else is", () => {
    expect(
      problems({
        sharedFolders: { work: "/tmp" },
        sidecars: { a: { image: tool, sharedFolders: { work: { path: "/work", readonly: true } } } },
      }),
    ).toEqual(["services.api.sharedFolders.work: FolderTaken"]);
  });
});
