import { isTrue, type JsonRecord, listOf, recordOf, textOf } from "../../json/json-value.js";
import { ApiRefusal } from "../api/emulated-api.js";
import { digitsOf } from "../resources/made-up.js";

/** ECS's name for what it puts beside a container for ECS Exec. */
const AGENT = "ExecuteCommandAgent";

/** As users of ECS report them, e.g. aws-cli#6562, fabfuel/ecs-deploy#193 (read 2026-11). */
const NOT_ENABLED =
  "The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.";
const NOT_CONNECTED = "The execute command failed due to an internal error. Try again later.";

/** What `DescribeTasks` says of a container that ECS Exec can enter, as long as its task has not stopped. */
export const execParts = (taskArn: string, container: string, status: string): JsonRecord =>
  status === "RUNNING"
    ? { runtimeId: `${idOf(taskArn)}-${digitsOf(container, 10)}`, managedAgents: [agent(status)] }
    : { managedAgents: [agent(status)] };

// Fargate's agent starts with its container; how much later it has come up is not simulated.
const agent = (lastStatus: string): JsonRecord => ({ name: AGENT, lastStatus });

/**
 * `ExecuteCommand`, for a task as `DescribeTasks` tells of it; `null`: there is none. Nobody answers at the stream.
 * Throws `ApiRefusal` by ECS's codes; of its messages, those of tasks and containers that aren't there are assumed.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommand.html (2026-11)
 */
export function executeCommand(task: JsonRecord | null, request: JsonRecord, region: string): JsonRecord {
  if (task === null) throw refusal("InvalidParameterException", "The referenced task was not found.");
  if (request["interactive"] !== true)
    throw refusal("InvalidParameterException", "Interactive is the only mode supported currently.");
  if (task["lastStatus"] === "STOPPED") throw refusal("TargetNotConnectedException", NOT_CONNECTED);
  const container = containerIn(task, textOf(request["container"]));
  const agents = listOf(container["managedAgents"]).map(recordOf);
  const isRunning = agents.some(({ name, lastStatus }) => name === AGENT && lastStatus === "RUNNING");
  if (!isTrue(task["enableExecuteCommand"]) || !isRunning) throw refusal("InvalidParameterException", NOT_ENABLED);
  const taskArn = textOf(task["taskArn"]);
  const name = textOf(container["name"]);
  const words = `${taskArn} ${name} ${textOf(request["command"])}`;
  const sessionId = `ecs-execute-command-${digitsOf(words, 17)}`;
  return {
    clusterArn: task["clusterArn"] ?? "",
    containerArn: `${taskArn.replace(":task/", ":container/")}/${digitsOf(`${taskArn} ${name}`, 32)}`,
    containerName: name,
    interactive: true,
    session: {
      sessionId,
      streamUrl: `wss://ssmmessages.${region}.amazonaws.com/v1/data-channel/${sessionId}?role=publish_subscribe`,
      tokenValue: digitsOf(`token of ${words}`, 64),
    },
    taskArn,
  };
}

/** A task of one container needs no name of it. */
function containerIn(task: JsonRecord, name: string): JsonRecord {
  const all = listOf(task["containers"]).map(recordOf);
  const [found, ...others] = all.filter((container) => name === "" || container["name"] === name);
  if (found !== undefined && others.length === 0) return found;
  throw refusal("InvalidParameterException", `The task has ${all.length} containers, and none is named by "${name}".`);
}

const idOf = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

const refusal = (code: string, message: string): ApiRefusal => new ApiRefusal(code, message, 400);
