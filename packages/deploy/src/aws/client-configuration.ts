import { STSClient } from "@aws-sdk/client-sts";
import type { AwsConnection, ClientConfiguration } from "./connection.js";

/** Times in milliseconds, attempts with the first. */
const CLIENT_DEFAULTS = {
  /** The SDK's 3 are few for a watcher that reads every few seconds beside CloudFormation: ECS and CloudFormation throttle bursts. */
  maxAttempts: 6,
  /** The SDK waits for the system's own limit, which is minutes: with no network one wants to know at once. */
  connectionTimeout: 5_000,
  /** No call of ours holds its answer back by intent. */
  requestTimeout: 60_000,
} as const;

/** The configuration is shared by all clients of a run, so that a second factor is asked for once. */
export function clientConfiguration({ region, profile, endpoint }: AwsConnection): ClientConfiguration {
  const { maxAttempts, connectionTimeout, requestTimeout } = CLIENT_DEFAULTS;
  // The client's own provider is the standard chain, and remembers what it found until that is about to expire.
  const { credentials } = new STSClient({ region, ...(profile === null ? {} : { profile }) }).config;
  return {
    region,
    credentials,
    ...(endpoint === null ? {} : { endpoint }),
    forcePathStyle: endpoint !== null,
    maxAttempts,
    requestHandler: { connectionTimeout, requestTimeout },
  };
}
