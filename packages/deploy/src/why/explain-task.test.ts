import { describe, expect, it } from "vitest";
import { aContainerState, anEcsTask } from "../testing/fake-tasks.js";
import type { EcsTask, TaskContainerState } from "../tasks/tasks.js";
import { explainTask, hasFailed } from "./explain-task.js";

const stopped = (change: Partial<EcsTask>, container: Partial<TaskContainerState> = {}): EcsTask =>
  anEcsTask({
    lastStatus: "STOPPED",
    containers: [aContainerState({ lastStatus: "STOPPED", ...container })],
    ...change,
  });

const FAILED_TO_START = "TaskFailedToStart";
const PULL = "CannotPullContainerError:";
const INITIALIZE = "ResourceInitializationError: unable to pull secrets or registry auth:";

describe("why a task stopped", () => {
  // Texts as the ECS developer guide shows them.
  it.each([
    ["ImageMissing", FAILED_TO_START, `${PULL} pull image manifest has been retried 1 time(s): manifest unknown`],
    ["ImageMissing", FAILED_TO_START, `${PULL} failed to resolve ref 111.dkr.ecr/x@sha256:00: not found`],
    [
      "ImagePlatform",
      FAILED_TO_START,
      `${PULL} image Manifest does not contain descriptor matching platform 'linux/arm64'`,
    ],
    [
      "ImageNotAllowed",
      FAILED_TO_START,
      `${PULL} pull access denied for x, repository does not exist or may require login`,
    ],
    ["ImageRateLimited", FAILED_TO_START, `${PULL} toomanyrequests: You have reached your pull rate limit`],
    ["RegistryNotReached", FAILED_TO_START, `${PULL} Request canceled while waiting (Client.Timeout exceeded)`],
    [
      "SecretMissing",
      FAILED_TO_START,
      `${INITIALIZE} ResourceNotFoundException: Secrets Manager can't find the specified secret`,
    ],
    [
      "SecretKeyMissing",
      FAILED_TO_START,
      `${INITIALIZE} retrieved secret from Secrets Manager did not contain json key password`,
    ],
    [
      "SecretNotAllowed",
      FAILED_TO_START,
      `${INITIALIZE} AccessDeniedException: User is not authorized to perform secretsmanager:GetSecretValue`,
    ],
    ["SecretsNotReached", FAILED_TO_START, `${INITIALIZE} unable to retrieve secret from asm: dial tcp: i/o timeout`],
    [
      "LogsNotReached",
      FAILED_TO_START,
      "ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log group",
    ],
    [
      "VolumeNotMounted",
      FAILED_TO_START,
      "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes",
    ],
    ["LoadBalancerHealth", "ServiceSchedulerInitiated", "Task failed ELB health checks in (target-group arn:aws:x)"],
    ["ContainerHealth", "ServiceSchedulerInitiated", "Task failed container health checks"],
    ["SpotReclaimed", "SpotInterruption", "Your Spot Task was interrupted."],
    [
      "NoCapacity",
      FAILED_TO_START,
      "Capacity is unavailable at this time. Please try again later or in a different availability zone",
    ],
    ["StoppedByDeployment", "ServiceSchedulerInitiated", "Scaling activity initiated by (deployment ecs-svc/42)"],
    ["StoppedByHand", "UserInitiated", "Task stopped by user"],
  ])("is %s when ECS says %s: %s", (code, stopCode, stoppedReason) => {
    const problem = explainTask(stopped({ stopCode, stoppedReason }), "services.proxy");

    expect(problem.code).toBe(code);
    expect(problem.path).toBe("services.proxy");
    expect(problem.message).toContain(stoppedReason);
  });

  it("is too little memory when the container says so, and not its exit code", () => {
    const task = stopped(
      { stopCode: "EssentialContainerExited", stoppedReason: "Essential container in task exited" },
      { exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" },
    );

    expect(explainTask(task, "")).toMatchObject({ code: "OutOfMemory" });
    expect(explainTask(task, "").message).toContain("exit code 137 of proxy");
  });

  it.each([
    [137, "It was killed (SIGKILL)"],
    [127, "Its command is not in the image"],
    [42, "It ended by itself, with code 42"],
  ])("is exit code %i in words", (exitCode, says) => {
    const task = stopped({ stopCode: "EssentialContainerExited", stoppedReason: null }, { exitCode });

    expect(explainTask(task, "").message).toContain(says);
  });

  it("is the kill, and not the order to stop, when the task did not stop in time", () => {
    const order = { stopCode: "ServiceSchedulerInitiated", stoppedReason: "Scaling activity initiated by deployment" };

    expect(explainTask(stopped(order, { exitCode: 137 }), "").message).toContain("SIGKILL");
    expect(explainTask(stopped(order, { exitCode: 143 }), "").code).toBe("StoppedByDeployment");
  });

  it("names the container that brought the task down, and not its neighbours", () => {
    const task = stopped({
      stopCode: "EssentialContainerExited",
      containers: [
        aContainerState({ name: "proxy", exitCode: 0 }),
        aContainerState({ name: "collector", exitCode: 2, reason: null }),
      ],
    });

    expect(explainTask(task, "").message).toContain("exit code 2 of collector");
  });
});

describe("whether a task failed", () => {
  it.each([
    ["one that runs", anEcsTask(), false],
    ["one that never started", stopped({ stopCode: FAILED_TO_START }), true],
    ["a service's that ended, even well", stopped({ stopCode: "EssentialContainerExited" }, { exitCode: 0 }), true],
    [
      "a job's that ended well",
      stopped({ stopCode: "EssentialContainerExited", group: "family:x" }, { exitCode: 0 }),
      false,
    ],
    [
      "a job's that ended badly",
      stopped({ stopCode: "EssentialContainerExited", group: "family:x" }, { exitCode: 1 }),
      true,
    ],
    [
      "an unhealthy one",
      stopped(
        { stopCode: "ServiceSchedulerInitiated", stoppedReason: "Task failed ELB health checks in x" },
        { exitCode: 143 },
      ),
      true,
    ],
    ["one that was replaced", stopped({ stopCode: "ServiceSchedulerInitiated" }, { exitCode: 143 }), false],
    [
      "one that was killed when it was replaced",
      stopped({ stopCode: "ServiceSchedulerInitiated" }, { exitCode: 137 }),
      true,
    ],
  ])("%s", (_what, task, expected) => {
    expect(hasFailed(task)).toBe(expected);
  });
});
