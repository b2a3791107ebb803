import { image, job, secret, service, volume } from "@fairlead/model";
import { resolveRoots } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, it } from "vitest";
import { buildStacks } from "../stacks/build-stacks.js";

const own = image("own");
const helper = image("helper");

function templates() {
  const api = service("api", {
    image: own,
    port: 8000,
    memory: 2048,
    cpu: 1024,
    longestResponse: "90s",
    startAfter: ["fetch", "guard"],
    sharedFolders: { models: { path: "/models", readonly: true } },
    sidecars: {
      fetch: {
        image: helper,
        command: ["fetch"],
        essential: false,
        env: { TOKEN: secret("token", { value: "operator" }) },
        sharedFolders: { models: "/out" },
      },
      guard: {
        image: helper,
        port: 9000,
        cpu: 128,
        memory: 256,
        health: ["CMD", "ok"],
        stopTimeout: "20s",
        volumes: { "/rules": volume("rules") },
      },
    },
  });
  const fill = job("fill", { image: own, sidecars: { agent: { image: helper } } });
  const stacks = buildStacks(new App(), resolveRoots({ services: [api], jobs: [fill] }));
  return { ecs: Template.fromStack(stacks.ecs), jobs: Template.fromStack(stacks.jobs) };
}

const { ecs, jobs } = templates();
const hasContainer = (container: object) => {
  ecs.hasResourceProperties("AWS::ECS::TaskDefinition", {
    ContainerDefinitions: Match.arrayWith([Match.objectLike(container)]),
  });
};

describe("a task with sidecars", () => {
  it("starts its containers in the order that was written", () => {
    hasContainer({
      Name: "api",
      Essential: true,
      DependsOn: [
        { ContainerName: "fetch", Condition: "SUCCESS" },
        { ContainerName: "guard", Condition: "HEALTHY" },
      ],
    });
    hasContainer({ Name: "fetch", Essential: false, DependsOn: Match.absent() });
  });

  it("shares folders between containers, which end with it", () => {
    hasContainer({
      Name: "api",
      MountPoints: Match.arrayWith([{ SourceVolume: "shared-models", ContainerPath: "/models", ReadOnly: true }]),
    });
    hasContainer({
      Name: "fetch",
      MountPoints: [{ SourceVolume: "shared-models", ContainerPath: "/out", ReadOnly: false }],
    });
    ecs.hasResourceProperties("AWS::ECS::TaskDefinition", { Volumes: Match.arrayWith([{ Name: "shared-models" }]) });
  });

  it("gives each container its own part, its own health and its own time to stop", () => {
    hasContainer({
      Name: "guard",
      Cpu: 128,
      Memory: 256,
      StopTimeout: 20,
      HealthCheck: Match.objectLike({ Command: ["CMD", "ok"] }),
      PortMappings: [Match.objectLike({ ContainerPort: 9000, Name: "guard" })],
      MountPoints: [{ SourceVolume: "volume-rules", ContainerPath: "/rules", ReadOnly: false }],
    });
    hasContainer({ Name: "fetch", StopTimeout: 90, Cpu: Match.absent(), Memory: Match.absent() });
  });

  it("writes one log, with a stream for each container", () => {
    for (const name of ["api", "fetch", "guard"])
      hasContainer({
        Name: name,
        LogConfiguration: { Options: Match.objectLike({ "awslogs-stream-prefix": name }) },
        LinuxParameters: Match.objectLike({ InitProcessEnabled: true }),
        ReadonlyRootFilesystem: true,
      });
  });

  it("lets ECS pull every image and read every secret, and no other", () => {
    ecs.hasResourceProperties("AWS::IAM::Policy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Sid: "PullImage", Resource: [Match.anyValue(), Match.anyValue()] }),
          Match.objectLike({ Sid: "ReadInjectedSecrets" }),
        ]),
      },
    });
    hasContainer({ Name: "fetch", Secrets: [{ Name: "TOKEN", ValueFrom: Match.anyValue() }] });
    hasContainer({ Name: "api", Secrets: Match.absent() });
  });

  it("may be a job's", () => {
    jobs.hasResourceProperties("AWS::ECS::TaskDefinition", {
      ContainerDefinitions: [Match.objectLike({ Name: "fill" }), Match.objectLike({ Name: "agent" })],
    });
    jobs.hasParameter("OwnImageDigest", {});
    jobs.hasParameter("HelperImageDigest", {});
  });
});
