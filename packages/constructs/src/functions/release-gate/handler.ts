import { setTimeout as pause } from "node:timers/promises";
import { ECS } from "@aws-sdk/client-ecs";
import { createEcsJobs } from "./ecs-jobs.js";
import { createReleaseGate } from "./release-gate.js";
import { createResponseUrlAnswers } from "./response-url.js";

const ecs = new ECS({});

/** What Lambda calls, for CloudFormation and for EventBridge. */
export const handler = createReleaseGate(
  createEcsJobs({ runTask: (input) => ecs.runTask(input), describeTasks: (input) => ecs.describeTasks(input) }),
  createResponseUrlAnswers(fetch),
  (milliseconds) => pause(milliseconds),
);
