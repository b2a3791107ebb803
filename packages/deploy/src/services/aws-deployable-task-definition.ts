import {
  DescribeTaskDefinitionCommand,
  type ECSClient,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  type Tag,
  type TaskDefinition,
} from "@aws-sdk/client-ecs";
import { expectPresent } from "@fairlead/errors";
import { isAwsCode } from "../aws/aws-error-facts.js";
import { explained } from "../aws/explain-aws-error.js";

/** Tells of a copy what it is one of, so that whoever asks again finds it. */
const COPY_TAG = "fairlead:copy-of";

/** How many of a family's youngest definitions are looked at for a copy: more than a person rolls back in a row. */
const YOUNGEST = 10;

/**
 * A deregistered task definition can't be deployed, and stays readable
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deregister-task-definition-v2.html, 2026-11); so it is registered again.
 */
export const deployableTaskDefinition = (ecs: ECSClient, arn: string): Promise<string | null> =>
  explained({ doing: "make the earlier task definition deployable", subject: arn }, async () => {
    const known = await describe(ecs, arn);
    if (known === null) return null;
    const { taskDefinition, tags } = known;
    if (taskDefinition.status === "ACTIVE") return arn;
    return (await copyOf(ecs, arn, taskDefinition)) ?? (await register(ecs, arn, { taskDefinition, tags }));
  });

interface Described {
  readonly taskDefinition: TaskDefinition;
  readonly tags: readonly Tag[];
}

async function describe(ecs: ECSClient, arn: string): Promise<Described | null> {
  try {
    const answer = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn, include: ["TAGS"] }));
    return answer.taskDefinition === undefined
      ? null
      : { taskDefinition: answer.taskDefinition, tags: answer.tags ?? [] };
  } catch (error) {
    if (isAwsCode(error, "ClientException")) return null;
    throw error;
  }
}

async function copyOf(ecs: ECSClient, arn: string, { family }: TaskDefinition): Promise<string | null> {
  const listed = await ecs.send(
    new ListTaskDefinitionsCommand({ familyPrefix: family, status: "ACTIVE", sort: "DESC", maxResults: YOUNGEST }),
  );
  for (const candidate of listed.taskDefinitionArns ?? []) {
    const tags = (await describe(ecs, candidate))?.tags ?? [];
    if (tags.some(({ key, value }) => key === COPY_TAG && value === arn)) return candidate;
  }
  return null;
}

async function register(ecs: ECSClient, arn: string, { taskDefinition, tags }: Described): Promise<string> {
  // AWS keeps the prefix "aws:" for itself: it takes no such tag from anybody.
  const own = tags.filter(({ key }) => key?.startsWith("aws:") !== true && key !== COPY_TAG);
  const input = { ...contentOf(taskDefinition), tags: [...own, { key: COPY_TAG, value: arn }] };
  const registered = await ecs.send(new RegisterTaskDefinitionCommand(input));
  return expectPresent(registered.taskDefinition?.taskDefinitionArn, "ECS's taskDefinitionArn");
}

/** What is ECS's own to say (ARN, revision, status, dates, who registered it) is left out. */
const contentOf = (known: TaskDefinition): RegisterTaskDefinitionCommandInput => ({
  family: known.family,
  taskRoleArn: known.taskRoleArn,
  executionRoleArn: known.executionRoleArn,
  networkMode: known.networkMode,
  containerDefinitions: known.containerDefinitions,
  volumes: known.volumes,
  placementConstraints: known.placementConstraints,
  requiresCompatibilities: known.requiresCompatibilities,
  cpu: known.cpu,
  memory: known.memory,
  pidMode: known.pidMode,
  ipcMode: known.ipcMode,
  proxyConfiguration: known.proxyConfiguration,
  ephemeralStorage: known.ephemeralStorage,
  runtimePlatform: known.runtimePlatform,
  enableFaultInjection: known.enableFaultInjection,
});
