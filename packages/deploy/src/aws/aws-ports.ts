import { Fault } from "@fairlead/errors";
import { awsAccount } from "../account/aws-account.js";
import { processClock } from "../clock/process-clock.js";
import type { DeployPorts } from "../deploy-ports.js";
import { type AwsConnection, clientConfiguration } from "./connection.js";

/** Everything that verbs do to the world, done to AWS (or to what answers at the connection's endpoint). */
export function awsPorts(connection: AwsConnection): DeployPorts {
  const configuration = clientConfiguration(connection);
  // A getter with `pending` stands where the adapter is not written yet; whoever writes it puts it there.
  return {
    account: awsAccount(configuration),
    get alarms() {
      return pending("alarms");
    },
    clock: processClock,
    get releaseStore() {
      return pending("releaseStore");
    },
    get scaling() {
      return pending("scaling");
    },
    get services() {
      return pending("services");
    },
    get targets() {
      return pending("targets");
    },
  };
}

function pending(port: string): never {
  throw new Fault("PortWithoutAdapter", `The port ${port} has no adapter over AWS yet.`);
}
