import type { Clock } from "@fairlead/deploy";
import { textOf } from "../../json/json-value.js";
import { ApiRefusal, type EmulatedApi } from "../api/emulated-api.js";
import type { JobTasks } from "../ecs/job-tasks.js";
import type { AskedResource, TypeDecision } from "../resources/resource-maker.js";

/** What is said of it in a report. */
export const RELEASE_GATE: Omit<TypeDecision, "maker"> = {
  type: "Custom::ReleaseGate",
  proof: "not emulated",
  because: "The gate's function doesn't run: its task is simulated, and ends as the rehearsal says.",
};

/**
 * The release gate without its function: the task is simulated, and what follows from its end is decided as
 * `functions/release-gate` in packages/constructs does.
 */
export function releaseGate(jobs: JobTasks, clock: Clock): TypeDecision {
  const run = async ({ properties }: AskedResource, api: EmulatedApi): Promise<void> => {
    const taskDefinition = textOf(properties["TaskDefinition"]);
    const start = { clusterArn: textOf(properties["Cluster"]), taskDefinition, startedBy: "release-gate" };
    const task = await jobs.start(start, api);
    await clock.sleep(task.end.seconds * 1000);
    if (task.end.exitCode === 0) return;
    const log = textOf(properties["LogGroup"]);
    const message = `The job ended with exit code ${task.end.exitCode}. Its log is in ${log}. Task: ${task.arn}`;
    throw new ApiRefusal("CustomResourceFailed", message, 400);
  };
  return {
    ...RELEASE_GATE,
    maker: {
      create: async (asked, api) => {
        await run(asked, api);
        return { physicalId: asked.generatedName, attributes: {} };
      },
      update: async (made, { before, after }, api) => {
        const [from, to] = [before, after].map(({ properties }) => revisionOf(textOf(properties["TaskDefinition"])));
        // A stack that rolls back must not run the earlier job again.
        if (from !== undefined && to !== undefined && to > from) await run(after, api);
        return made;
      },
      remove: () => Promise.resolve(),
    },
  };
}

const revisionOf = (taskDefinition: string): number =>
  Number(taskDefinition.slice(taskDefinition.lastIndexOf(":") + 1));
