import { isRecord, type JsonRecord, listOf, textOf } from "../../json/json-value.js";
import { ApiRefusal, type EmulatedApi } from "../api/emulated-api.js";
import { ecs } from "../resources/calls.js";
import { executeCommand } from "./execute-command.js";
import type { JobTasks } from "./job-tasks.js";
import type { LiveCluster } from "./live-cluster.js";
import { isEnded, type LiveDeployment, type LiveService } from "./live-service.js";
import {
  briefDeployment,
  deploymentArn,
  describedDeployment,
  describedRevision,
  liveParts,
  revisionArn,
} from "./service-answers.js";
import { describedTask, tasksOf } from "./service-tasks.js";

/** One call of a service that speaks JSON; `null` leaves it to the emulator. */
export type JsonAction = (region: string, request: JsonRecord) => Promise<JsonRecord | null>;

export interface EcsParts {
  readonly cluster: LiveCluster;
  readonly jobs: JobTasks;
  readonly api: (region: string) => EmulatedApi;
}

/** The calls of ECS's that the front answers, by name. */
export const ecsActions = (parts: EcsParts): Readonly<Record<string, JsonAction>> => ({
  ...serviceActions(parts),
  ...deploymentActions(parts),
  ...taskActions(parts),
});

const clusterIn = (request: JsonRecord): string => textOf(request["cluster"]) || "default";

function serviceActions({ cluster, api }: EcsParts): Readonly<Record<string, JsonAction>> {
  return {
    DescribeServices: async (region, request) => {
      const answer = await ecs(api(region), "DescribeServices", request);
      const services = listOf(answer["services"]).filter(isRecord);
      return { ...answer, services: services.map((service) => withLife(service, cluster)) };
    },
    UpdateService: async (region, request) => {
      const service = cluster.find(textOf(request["service"]), clusterIn(request));
      if (service === undefined) return null;
      const answer = await ecs(api(region), "UpdateService", request);
      await cluster.update(service, request);
      return { ...answer, service: withLife(isRecord(answer["service"]) ? answer["service"] : {}, cluster) };
    },
  };
}

function withLife(service: JsonRecord, cluster: LiveCluster): JsonRecord {
  const live = cluster.find(textOf(service["serviceArn"]), "");
  return live === undefined || service["status"] === "INACTIVE" ? service : { ...service, ...liveParts(live) };
}

function deploymentActions({ cluster }: EcsParts): Readonly<Record<string, JsonAction>> {
  const all = (): readonly (readonly [LiveService, LiveDeployment])[] =>
    cluster.all().flatMap((service) => service.deployments.map((deployment) => [service, deployment] as const));
  const find = (arn: string): readonly [LiveService, LiveDeployment] => {
    const found = all().find(([service, deployment]) => deploymentArn(service, deployment.number) === arn);
    if (found === undefined) throw refusal("ServiceDeploymentNotFoundException", "Service deployment not found.");
    return found;
  };
  return {
    ListServiceDeployments: (_region, request) => {
      const service = cluster.find(textOf(request["service"]), clusterIn(request));
      if (service === undefined) throw refusal("ServiceNotFoundException", "Service not found.");
      return Promise.resolve({
        serviceDeployments: service.deployments.map((deployment) => briefDeployment(service, deployment)),
      });
    },
    DescribeServiceDeployments: (_region, request) => {
      const asked = new Set(listOf(request["serviceDeploymentArns"]).map(textOf));
      const found = all().filter(([service, { number }]) => asked.has(deploymentArn(service, number)));
      const serviceDeployments = found.map(([service, deployment]) => describedDeployment(service, deployment));
      return Promise.resolve({ serviceDeployments, failures: [] });
    },
    DescribeServiceRevisions: (_region, request) => {
      const asked = new Set(listOf(request["serviceRevisionArns"]).map(textOf));
      const found = all().filter(([service, { target }]) => asked.has(revisionArn(service, target.number)));
      const serviceRevisions = found.map(([service, { target }]) => describedRevision(service, target));
      return Promise.resolve({ serviceRevisions, failures: [] });
    },
    StopServiceDeployment: (_region, request) => {
      const arn = textOf(request["serviceDeploymentArn"]);
      const [service, deployment] = find(arn);
      if (deployment !== service.last || isEnded(service.state)) {
        throw refusal("ConflictException", "The service deployment is completed.");
      }
      service.act({ kind: "stop", how: textOf(request["stopType"]) === "ABORT" ? "ABORT" : "ROLLBACK" });
      return Promise.resolve({ serviceDeploymentArn: arn });
    },
    ContinueServiceDeployment: (_region, request) => {
      const arn = textOf(request["serviceDeploymentArn"]);
      const [service] = find(arn);
      const waits = service.state.hook;
      if (waits?.id !== textOf(request["hookId"]) || waits.status !== "AWAITING_ACTION") {
        throw refusal("InvalidParameterException", "No such lifecycle hook awaits an action.");
      }
      service.act({ kind: "continue", how: textOf(request["action"]) === "ROLLBACK" ? "ROLLBACK" : "CONTINUE" });
      return Promise.resolve({ serviceDeploymentArn: arn });
    },
  };
}

function taskActions({ cluster, jobs, api }: EcsParts): Readonly<Record<string, JsonAction>> {
  const inServices = (): readonly (readonly [LiveService, ReturnType<typeof tasksOf>[number]])[] =>
    cluster.all().flatMap((service) => tasksOf(service).map((task) => [service, task] as const));
  /** By ARN or id, as ECS tells of it. */
  const described = (arn: string): JsonRecord | null => {
    const job = jobs.find(arn);
    if (job !== undefined) return jobs.describe(job);
    const found = inServices().find(([, task]) => task.arn === arn || task.arn.endsWith(`/${arn}`));
    return found === undefined ? null : describedTask(...found);
  };
  return {
    ListTasks: (_region, request) => {
      const wanted = textOf(request["desiredStatus"]) || "RUNNING";
      const name = textOf(request["serviceName"]);
      const family = textOf(request["family"]);
      const ofServices = inServices()
        .filter(([service]) => name === "" || service.name === name)
        .filter(([, task]) => (task.status === "STOPPED" ? "STOPPED" : "RUNNING") === wanted)
        .filter(([, task]) => family === "" || task.revision.taskDefinition.includes(`/${family}:`))
        .map(([, task]) => task.arn);
      const ofJobs = jobs
        .all()
        .filter((task) => jobs.describe(task)["desiredStatus"] === wanted && name === "")
        .filter((task) => family === "" || task.group === `family:${family}`)
        .map((task) => task.arn);
      return Promise.resolve({ taskArns: [...ofServices, ...ofJobs] });
    },
    DescribeTasks: (_region, request) => {
      const asked = listOf(request["tasks"]).map(textOf);
      const tasks = asked.map(described).filter((task) => task !== null);
      const known = new Set(tasks.map((task) => textOf(task["taskArn"])));
      const failures = asked.filter((arn) => ![...known].some((one) => one === arn || one.endsWith(`/${arn}`)));
      return Promise.resolve({ tasks, failures: failures.map((arn) => ({ arn, reason: "MISSING" })) });
    },
    RunTask: async (region, request) => {
      const clusterArn = await clusterArnOf(clusterIn(request), api(region));
      const start = {
        clusterArn,
        taskDefinition: textOf(request["taskDefinition"]),
        startedBy: textOf(request["startedBy"]),
      };
      const task = await jobs.start(start, api(region));
      return { tasks: [jobs.describe(task)], failures: [] };
    },
    ExecuteCommand: (region, request) =>
      Promise.resolve(executeCommand(described(textOf(request["task"])), request, region)),
    StopTask: (_region, request) => {
      const task = jobs.find(textOf(request["task"]));
      if (task === undefined) throw refusal("InvalidParameterException", "The referenced task was not found.");
      jobs.stop(task, textOf(request["reason"]));
      return Promise.resolve({ task: jobs.describe(task) });
    },
  };
}

/** Throws `ApiRefusal` as ECS does when there is no such cluster. */
async function clusterArnOf(cluster: string, api: EmulatedApi): Promise<string> {
  const answer = await ecs(api, "DescribeClusters", { clusters: [cluster] });
  const [found] = listOf(answer["clusters"]).filter(isRecord);
  if (found === undefined) throw refusal("ClusterNotFoundException", "Cluster not found.");
  return textOf(found["clusterArn"]);
}

const refusal = (code: string, message: string): ApiRefusal => new ApiRefusal(code, message, 400);
