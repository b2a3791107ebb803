import type { RolloutFault } from "@fairlead/simulator";
import type { JsonRecord } from "../../json/json-value.js";
import { digitsOf } from "../resources/made-up.js";
import { execParts } from "./execute-command.js";
import type { LiveDeployment, LiveRevision, LiveService } from "./live-service.js";

/** A task of a service, as ECS tells of it. */
interface ServiceTask {
  readonly arn: string;
  readonly revision: LiveRevision;
  readonly status: "PENDING" | "RUNNING" | "STOPPED";
  readonly healthy: boolean;
  readonly stoppedReason: string;
  readonly exitCode: number | null;
}

/** The tasks of a service at this moment: those that are there, and those of its last deployment that failed. */
export function tasksOf(service: LiveService): readonly ServiceTask[] {
  const { last, state } = service;
  const revisions = [
    { revision: last.target, counts: state.new },
    ...(last.source === null ? [] : [{ revision: last.source, counts: state.old }]),
  ];
  return revisions.flatMap(({ revision, counts }) => [
    ...some(counts.running, (at) => task(service, revision, { status: "RUNNING", at, healthy: at < counts.healthy })),
    ...some(counts.pending, (at) => task(service, revision, { status: "PENDING", at, healthy: false })),
    ...some(revision === last.target ? counts.failed : 0, (at) => failedTask(service, last, at)),
  ]);
}

const some = (count: number, make: (at: number) => ServiceTask): readonly ServiceTask[] =>
  Array.from({ length: Math.min(count, 20) }, (_, at) => make(at));

function task(
  service: LiveService,
  revision: LiveRevision,
  { status, at, healthy }: { status: ServiceTask["status"]; at: number; healthy: boolean },
): ServiceTask {
  const arn = taskArn(service, `${revision.number} ${status} ${at}`);
  return { arn, revision, status, healthy, stoppedReason: "", exitCode: null };
}

function failedTask(service: LiveService, { target, faults }: LiveDeployment, at: number): ServiceTask {
  const arn = taskArn(service, `${target.number} failed ${at}`);
  return { arn, revision: target, status: "STOPPED", healthy: false, ...causeOf(faults, service) };
}

const taskArn = (service: LiveService, words: string): string =>
  `${service.arn.replace(/:service\/.*$/, "")}:task/${service.cluster}/${digitsOf(`${service.arn} ${words}`, 32)}`;

/** ECS's words for why a task of a faulty revision stopped. */
function causeOf(
  faults: readonly RolloutFault[],
  service: LiveService,
): Pick<ServiceTask, "stoppedReason" | "exitCode"> {
  const fates = faults
    .flatMap((fault) => [...fault.effects(service.last.simulated.rollout)])
    .flatMap((effect) => (effect.kind === "new-tasks" ? [effect.fate.kind] : []));
  if (fates.includes("no-image")) {
    const [image] = service.last.target.images;
    return {
      stoppedReason: `CannotPullContainerError: pull image manifest: ${image?.image ?? "image"}: not found`,
      exitCode: null,
    };
  }
  if (fates.includes("sick")) {
    return { stoppedReason: `Task failed health checks (service ${service.name})`, exitCode: 143 };
  }
  return { stoppedReason: "Essential container in task exited", exitCode: 1 };
}

/** One item of `DescribeTasks`. */
export function describedTask(service: LiveService, task: ServiceTask): JsonRecord {
  const stopped = task.status === "STOPPED";
  const atSeconds = service.last.createdMs / 1000;
  return {
    taskArn: task.arn,
    clusterArn: `${service.arn.replace(/:service\/.*$/, "")}:cluster/${service.cluster}`,
    taskDefinitionArn: task.revision.taskDefinition,
    group: `service:${service.name}`,
    startedBy: `ecs-svc/${task.revision.number}`,
    lastStatus: task.status,
    desiredStatus: stopped ? "STOPPED" : "RUNNING",
    healthStatus: task.healthy ? "HEALTHY" : "UNHEALTHY",
    enableExecuteCommand: task.revision.hasExec,
    launchType: "FARGATE",
    createdAt: atSeconds,
    startedAt: atSeconds,
    ...(stopped
      ? { stoppedAt: service.secondsSince(0), stoppedReason: task.stoppedReason, stopCode: stopCode(task) }
      : {}),
    containers: task.revision.images.map(({ container, image }) => ({
      name: container,
      image,
      taskArn: task.arn,
      lastStatus: task.status,
      healthStatus: task.healthy ? "HEALTHY" : "UNHEALTHY",
      ...(task.exitCode === null ? {} : { exitCode: task.exitCode }),
      ...(stopped ? { reason: task.stoppedReason } : {}),
      ...(task.revision.hasExec && !stopped ? execParts(task.arn, container, task.status) : {}),
    })),
  };
}

const stopCode = ({ exitCode }: ServiceTask): string =>
  exitCode === null ? "TaskFailedToStart" : exitCode === 143 ? "ServiceSchedulerInitiated" : "EssentialContainerExited";
