import type { DeployPorts } from "../deploy-ports.js";
import type { AwsConnection } from "./connection.js";

/**
 * The ports to AWS (or to what answers at the connection's endpoint). The SDK is loaded by this call and not with the package: a plan
 * needs what the package knows of templates, and no client.
 */
export async function openAws(connection: AwsConnection): Promise<DeployPorts> {
  const { awsPorts } = await import("./aws-ports.js");
  return awsPorts(connection);
}
