import { describe, expect, it } from "vitest";
import {
  aDeployment,
  aDigest,
  anAskedService,
  anEcsService,
  aRevision,
  ARNS,
  aServiceState,
} from "../testing/a-service-state.js";
import { judge } from "./judge.js";

const failed = aDeployment(2, {
  status: "ROLLBACK_SUCCESSFUL",
  statusReason: "Service deployment rolled back because the circuit breaker threshold was exceeded.",
  rollback: { reason: "the circuit breaker threshold was exceeded", revision: ARNS.revision(1) },
  failedTasks: 3,
});

const codesOf = (verdict: ReturnType<typeof judge>): readonly string[] => verdict.problems.map(({ code }) => code);

describe("the verdict on a service", () => {
  it("is serving when the asked revision has its tasks, its targets and all the traffic", () => {
    expect(judge(anAskedService(), aServiceState(2))).toEqual({
      service: "api",
      verdict: "serving",
      taskDefinition: ARNS.taskDefinition(2),
      problems: [],
    });
  });

  it("is unchanged when no deployment was begun and none was needed", () => {
    const asked = anAskedService({ before: ARNS.taskDefinition(2), deploymentBefore: ARNS.deployment(2) });
    expect(judge(asked, aServiceState(2))).toMatchObject({ verdict: "unchanged", problems: [] });
  });

  it("is rolled back when ECS went back, although its primary deployment is COMPLETED and the service stable", () => {
    const verdict = judge(anAskedService(), aServiceState(1, { deployments: [failed, aDeployment(1)] }));
    expect(verdict).toMatchObject({ verdict: "rolled-back", taskDefinition: ARNS.taskDefinition(1) });
    expect(verdict.problems[0]?.message).toContain("circuit breaker threshold was exceeded");
    expect(verdict.problems[0]?.message).toContain("failed tasks: 3");
  });

  it("is rolled back when CloudFormation deployed what was before once more, and that ended well", () => {
    const again = aDeployment(3, { target: { ...aDeployment(1).target } });
    const state = aServiceState(1, { deployments: [again, failed, aDeployment(1)] });
    expect(judge(anAskedService(), state).verdict).toBe("rolled-back");
  });

  it("is rolled back when another service's failure took this one's good deployment back", () => {
    const again = aDeployment(3, { target: { ...aDeployment(1).target } });
    const state = aServiceState(1, { deployments: [again, aDeployment(2), aDeployment(1)] });
    expect(judge(anAskedService(), state).verdict).toBe("rolled-back");
  });

  it("is rolled back, and not unchanged, when the same digests were asked with other settings and ECS went back", () => {
    const asked = anAskedService({ digests: { api: aDigest(1) } });
    const state = aServiceState(1, { deployments: [failed, aDeployment(1)] });
    expect(judge(asked, state).verdict).toBe("rolled-back");
  });

  it("is rolled back when a deployment of the same task definition failed", () => {
    const asked = anAskedService({ digests: { api: aDigest(1) } });
    const target = { ...aDeployment(2).target };
    const state = aServiceState(1, {
      deployments: [{ ...failed, target }, aDeployment(1)],
      revisions: [aRevision(1), aRevision(2, { taskDefinition: ARNS.taskDefinition(1) })],
    });
    expect(judge(asked, state).verdict).toBe("rolled-back");
  });

  it("is serving after a forced deployment of the same task definition", () => {
    const asked = anAskedService({ digests: { api: aDigest(1) } });
    const same = aRevision(2, { taskDefinition: ARNS.taskDefinition(1), images: aRevision(1).images });
    const service = anEcsService(2, { taskDefinition: ARNS.taskDefinition(1), deployments: [] });
    expect(judge(asked, aServiceState(2, { service, revisions: [aRevision(1), same] })).verdict).toBe("serving");
  });

  it("is rolled back when the release never came to the service", () => {
    const verdict = judge(anAskedService(), aServiceState(1, { deployments: [aDeployment(1)] }));
    expect(verdict.verdict).toBe("rolled-back");
    expect(codesOf(verdict)).toEqual(["NeverBegun"]);
  });

  it("is unhealthy when ECS went back and the old revision lacks tasks", () => {
    const service = anEcsService(1, {
      currentRevisions: [{ revision: ARNS.revision(1), requested: 2, running: 1, pending: 0 }],
    });
    const verdict = judge(anAskedService(), aServiceState(1, { service, deployments: [failed, aDeployment(1)] }));
    expect(verdict.verdict).toBe("unhealthy");
    expect(codesOf(verdict)).toEqual(["RolledBack", "TooFewTasks"]);
  });

  it("is unhealthy when the asked revision runs at another digest", () => {
    const state = aServiceState(2, { revisions: [aRevision(2, { images: aRevision(7).images })] });
    expect(codesOf(judge(anAskedService(), state))).toEqual(["WrongDigest"]);
  });

  it("is unhealthy when nobody can tell the digest", () => {
    const images = [{ container: "api", image: "registry/api:latest", digest: null }];
    const verdict = judge(anAskedService(), aServiceState(2, { revisions: [aRevision(2, { images })] }));
    expect(verdict.verdict).toBe("unhealthy");
  });

  it("reads the digest off a pinned image where ECS hasn't resolved it", () => {
    const images = [{ container: "api", image: `registry/api@${aDigest(2)}`, digest: null }];
    expect(judge(anAskedService(), aServiceState(2, { revisions: [aRevision(2, { images })] })).verdict).toBe(
      "serving",
    );
  });

  it("is unhealthy when a target isn't healthy, and says why in the load balancer's words", () => {
    const unhealthy = { target: "10.0.0.2", port: 8080, state: "unhealthy", reason: "Request timed out" };
    const [first] = aServiceState(2).targets[ARNS.green] ?? [];
    const targets = { [ARNS.green]: [...(first === undefined ? [] : [first]), unhealthy] };
    const verdict = judge(anAskedService(), aServiceState(2, { targets }));
    expect(verdict.verdict).toBe("unhealthy");
    expect(verdict.problems[0]?.message).toBe(
      "1 of 2 targets of service api are healthy in api-green (Request timed out).",
    );
  });

  it("is unhealthy when the listener rule leads elsewhere", () => {
    const trafficPercents = { [ARNS.rule]: { [ARNS.blue]: 90, [ARNS.green]: 10 } };
    expect(codesOf(judge(anAskedService(), aServiceState(2, { trafficPercents })))).toEqual(["TrafficElsewhere"]);
  });

  it("is unsettled while ECS deploys, rolls back, or has only just taken the deployment on", () => {
    for (const status of ["PENDING", "IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "STOP_REQUESTED"] as const) {
      const deployments = [aDeployment(2, { status }), aDeployment(1)];
      expect(judge(anAskedService(), aServiceState(2, { deployments })).verdict).toBe("unsettled");
    }
    const [primary] = anEcsService(2).deployments;
    const service = anEcsService(2, {
      deployments: primary === undefined ? [] : [{ ...primary, rolloutState: "IN_PROGRESS" }],
    });
    expect(judge(anAskedService(), aServiceState(2, { service })).verdict).toBe("unsettled");
  });

  it("is unhealthy when a first deployment failed and there is nothing to go back to", () => {
    const asked = anAskedService({ before: null, deploymentBefore: null });
    const service = anEcsService(2, { currentRevisions: [] });
    const deployments = [aDeployment(2, { status: "ROLLBACK_FAILED", statusReason: "No rollback candidate." })];
    const verdict = judge(asked, aServiceState(2, { service, deployments }));
    expect(verdict).toMatchObject({ verdict: "unhealthy", taskDefinition: null });
    expect(codesOf(verdict)).toEqual(["RevisionUnknown"]);
  });

  it("is unhealthy without a service", () => {
    expect(codesOf(judge(anAskedService(), null))).toEqual(["ServiceMissing"]);
  });

  it("is unhealthy when someone else's deployment overtook the release", () => {
    const state = aServiceState(3, { deployments: [aDeployment(3), aDeployment(2), aDeployment(1)] });
    expect(codesOf(judge(anAskedService(), state))).toEqual(["WrongDigest"]);
  });

  it("is unhealthy when a named task definition was asked and another one came", () => {
    const asked = anAskedService({ taskDefinition: ARNS.taskDefinition(3), digests: {} });
    expect(codesOf(judge(asked, aServiceState(2)))).toEqual(["OtherRevisionServes"]);
  });

  it("holds a service that is scaled to nothing to be what its last deployment brought", () => {
    const service = anEcsService(2, { desired: 0, running: 0, currentRevisions: [] });
    expect(judge(anAskedService(), aServiceState(2, { service, targets: {} })).verdict).toBe("serving");
  });
});
