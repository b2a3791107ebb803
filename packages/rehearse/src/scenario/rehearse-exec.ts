import { clusterName } from "@fairlead/constructs";
import { type DeployPorts, type DeployTarget, openSession } from "@fairlead/deploy";
import { isUserError } from "@fairlead/errors";
import type { LiveCluster } from "../emulator/ecs/live-cluster.js";
import { failed, failure, passed, skipped, type StepResult } from "./step-result.js";

/** Of a rehearsal's parts. */
export interface ExecParts {
  readonly target: Pick<DeployTarget, "app">;
  readonly ports: Pick<DeployPorts, "tasks">;
  readonly emulator: { readonly cluster: LiveCluster };
}

/** It is never run: no container is there. */
const COMMAND = ["true"] as const;

/** Opens a session in a task of a service that has ECS Exec on; where none has it on, it must be refused. */
export async function rehearseExec(parts: ExecParts): Promise<StepResult> {
  const { app } = parts.target;
  const [first] = app.services;
  if (first === undefined) return skipped("The app has no service.");
  const entered = app.services.filter(({ exec }) => exec).map(({ name }) => name);
  if (entered.length === 0) return rehearseRefusal(first.name, parts);
  const running = new Set(
    parts.emulator.cluster.all().flatMap(({ name, state }) => (state.new.running > 0 ? name : [])),
  );
  const service = entered.find((name) => running.has(name));
  if (service === undefined) return skipped(`No task runs of what has ECS Exec on: ${entered.join(", ")}.`);
  const { target, task, container } = await open(service, parts);
  const cluster = clusterName(app);
  return target.startsWith(`ecs:${cluster}_${task}_${task}-`)
    ? passed(`A session was opened in ${container} of task ${task.slice(0, 8)}; nobody answers in it.`)
    : failed(`A session was opened whose target is not as the plugin wants it: ${target}.`);
}

const open = (service: string, { target, ports }: ExecParts) =>
  openSession({ app: target.app, service, task: null, container: null, command: COMMAND }, ports);

async function rehearseRefusal(service: string, parts: ExecParts): Promise<StepResult> {
  try {
    await open(service, parts);
    return failed(`ECS Exec is off for ${service}, and a session was opened.`);
  } catch (error) {
    return isUserError(error) && error.problems.some(({ code }) => code === "ExecOff")
      ? passed(`ECS Exec is off for every service, and a session in ${service} was refused.`)
      : failure(error);
  }
}
