import { ECSClient } from "@aws-sdk/client-ecs";
import { createEcsJobs } from "./ecs-jobs.js";
import { createReleaseGate } from "./release-gate.js";
import { createResponseUrlAnswers } from "./response-url.js";

export const handler = createReleaseGate(createEcsJobs(new ECSClient({})), createResponseUrlAnswers(fetch));
