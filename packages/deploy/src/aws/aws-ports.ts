import { awsAccount } from "../account/aws-account.js";
import { processClock } from "../clock/process-clock.js";
import type { DeployPorts } from "../deploy-ports.js";
import { type AwsConnection, clientConfiguration } from "./connection.js";

/** Ports whose adapter is not written yet; whoever writes one takes its name away here. */
type Pending = "releaseStore";

/** Everything that verbs do to the world, done to AWS (or to what answers at the connection's endpoint). */
export function awsPorts(connection: AwsConnection): Omit<DeployPorts, Pending> {
  const configuration = clientConfiguration(connection);
  return {
    account: awsAccount(configuration),
    clock: processClock,
  };
}
