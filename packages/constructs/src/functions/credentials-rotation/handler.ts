import { ECS } from "@aws-sdk/client-ecs";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { createResponseUrlAnswers } from "../release-gate/response-url.js";
import { createCredentialsFunction } from "./credentials-function.js";
import { createEcsDeployments } from "./ecs-deployments.js";
import { NODE_CHANCE } from "./node-chance.js";
import { createNodePostgres } from "./node-postgres.js";
import { createSecretsManagerStore } from "./secrets-manager-store.js";
import { parseSettings } from "./settings.js";

const settings = parseSettings(process.env);

/** A restart that is not asked for leaves tasks on credentials that end with the next rotation. */
const ATTEMPTS = 8;

/** A server that starts answers connections for some seconds with a refusal. */
const RETRY_DELAY_MS = 5000;

/** What Lambda calls, for CloudFormation and for Secrets Manager. */
export const handler = createCredentialsFunction(
  {
    secrets: createSecretsManagerStore(new SecretsManager({ maxAttempts: ATTEMPTS })),
    postgres: createNodePostgres({ ...settings, transport: "verified", retryDelayMs: RETRY_DELAY_MS }),
    deployments: createEcsDeployments(new ECS({ maxAttempts: ATTEMPTS })),
    chance: NODE_CHANCE,
  },
  createResponseUrlAnswers(fetch),
  settings,
);
