import {
  ContinueServiceDeploymentCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { isAwsCode } from "../aws/aws-error-facts.js";
import type { ClientConfiguration } from "../aws/connection.js";
import { explained } from "../aws/explain-aws-error.js";
import { ecsServiceOf } from "./aws-ecs-service.js";
import { deployableTaskDefinition } from "./aws-deployable-task-definition.js";
import { serviceDeploymentOf } from "./aws-service-deployment.js";
import { serviceRevisionOf } from "./aws-service-revision.js";
import { taskDefinitionOf } from "./aws-task-definition.js";
import type { ServiceDeployment } from "./service-deployment.js";
import type { HookAnswer, ServiceChange, Services } from "./services.js";

/** Items that one call takes (API reference of ECS: DescribeServices, DescribeServiceDeployments, DescribeServiceRevisions; 2026-11). */
const MOST = { services: 10, deployments: 20, revisions: 20 } as const;

/** ECS behind its SDK. */
export function awsServices(configuration: ClientConfiguration): Services {
  const ecs = new ECSClient(configuration);
  return {
    describe: async (cluster, names) =>
      explained({ doing: "read the services", subject: `cluster ${cluster}` }, async () => {
        const answers = await inBatches(names, MOST.services, async (services) =>
          describeServices(ecs, cluster, services),
        );
        // A removed service is listed as INACTIVE for a while.
        return answers.map(ecsServiceOf).filter(({ status }) => status !== "INACTIVE");
      }),
    deployments: async (cluster, service) =>
      explained({ doing: "read the deployments", subject: `service ${service}` }, () =>
        readDeployments(ecs, cluster, service),
      ),
    revisions: async (arns) =>
      explained({ doing: "read the revisions of services", subject: null }, () =>
        inBatches(arns, MOST.revisions, async (serviceRevisionArns) => {
          const answer = await ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns }));
          return (answer.serviceRevisions ?? []).map(serviceRevisionOf);
        }),
      ),
    taskDefinition: async (arn) =>
      explained({ doing: "read the task definition", subject: arn }, async () => {
        try {
          const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn }));
          return taskDefinition === undefined ? null : taskDefinitionOf(taskDefinition);
        } catch (error) {
          // That is how ECS says that there is none: "Unable to describe task definition."
          if (isAwsCode(error, "ClientException")) return null;
          throw error;
        }
      }),
    deployable: (arn) => deployableTaskDefinition(ecs, arn),
    update: (change) => updateService(ecs, change),
    rollBackDeployment: (serviceDeploymentArn) => rollBack(ecs, serviceDeploymentArn),
    continueDeployment: (answer) => continueDeployment(ecs, answer),
  };
}

async function describeServices(ecs: ECSClient, cluster: string, services: string[]) {
  try {
    return (await ecs.send(new DescribeServicesCommand({ cluster, services }))).services ?? [];
  } catch (error) {
    if (isAwsCode(error, "ClusterNotFoundException")) return [];
    throw error;
  }
}

async function readDeployments(
  ecs: ECSClient,
  cluster: string,
  service: string,
): Promise<readonly ServiceDeployment[]> {
  try {
    const listed = await ecs.send(
      new ListServiceDeploymentsCommand({ cluster, service, maxResults: MOST.deployments }),
    );
    const serviceDeploymentArns = (listed.serviceDeployments ?? []).flatMap(
      (brief) => brief.serviceDeploymentArn ?? [],
    );
    if (serviceDeploymentArns.length === 0) return [];
    const answer = await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }));
    const deployments = (answer.serviceDeployments ?? []).map(serviceDeploymentOf);
    return deployments.toSorted((one, other) => other.createdAtMs - one.createdAtMs);
  } catch (error) {
    if (isAwsCode(error, "ServiceNotFoundException", "ClusterNotFoundException")) return [];
    throw error;
  }
}

const updateService = (ecs: ECSClient, change: ServiceChange): Promise<void> =>
  explained({ doing: "change the service", subject: `service ${change.service}` }, async () => {
    const { cluster, service, taskDefinition, desired, restart } = change;
    await ecs.send(
      new UpdateServiceCommand({
        cluster,
        service,
        taskDefinition,
        desiredCount: desired,
        forceNewDeployment: restart,
      }),
    );
  });

const rollBack = (ecs: ECSClient, serviceDeploymentArn: string): Promise<void> =>
  explained({ doing: "roll the deployment back", subject: serviceDeploymentArn }, async () => {
    await ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: "ROLLBACK" }));
  });

const continueDeployment = (ecs: ECSClient, { deployment, hook, action }: HookAnswer): Promise<void> =>
  explained({ doing: `answer the pause with "${action}"`, subject: deployment }, async () => {
    await ecs.send(
      new ContinueServiceDeploymentCommand({
        serviceDeploymentArn: deployment,
        hookId: hook,
        action: action === "continue" ? "CONTINUE" : "ROLLBACK",
      }),
    );
  });

async function inBatches<Item, Answer>(
  items: readonly Item[],
  most: number,
  ask: (batch: Item[]) => Promise<readonly Answer[]>,
): Promise<readonly Answer[]> {
  const starts = Array.from({ length: Math.ceil(items.length / most) }, (_, at) => at * most);
  return (await Promise.all(starts.map((start) => ask(items.slice(start, start + most))))).flat();
}
