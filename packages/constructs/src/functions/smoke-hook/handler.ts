import { setTimeout as pause } from "node:timers/promises";
import { ECS } from "@aws-sdk/client-ecs";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { expectPresent } from "@fairlead/errors";
import { createEcsJobs } from "../release-gate/ecs-jobs.js";
import { startPatiently } from "../release-gate/start-patiently.js";
import { parseSettings } from "./settings.js";
import { createSmokeHook } from "./smoke-hook.js";

const settings = parseSettings(process.env);
const ecs = new ECS({});
const secrets = new SecretsManager({});
const jobs = createEcsJobs({
  runTask: (input) => ecs.runTask(input),
  describeTasks: (input) => ecs.describeTasks(input),
});

/** What ECS calls. */
export const handler = createSmokeHook(settings, {
  jobs: {
    start: (run) => startPatiently(jobs, run, (milliseconds) => pause(milliseconds)),
    find: (cluster, taskArn) => jobs.find(cluster, taskArn),
  },
  readHeaderSecret: async () => {
    const { SecretString } = await secrets.getSecretValue({ SecretId: settings.headerSecret });
    return expectPresent(SecretString, "The text of the test header's secret");
  },
  write: (line) => {
    process.stdout.write(`${line}\n`);
  },
});
