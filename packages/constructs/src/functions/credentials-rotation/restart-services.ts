import { Fault } from "@fairlead/errors";
import type { Deployments, ServiceName } from "./ports.js";

/** One that can't be restarted keeps no other from it; what failed is said at the end, and the call can be repeated. */
export async function restartServices(deployments: Deployments, services: readonly ServiceName[]): Promise<void> {
  const results = await Promise.allSettled(services.map((service) => deployments.restart(service)));
  const failed = services.filter((_, index) => results[index]?.status === "rejected").map(({ service }) => service);
  const cause: unknown = results.find((result) => result.status === "rejected")?.reason;
  if (failed.length > 0)
    throw new Fault(
      "RestartFailed",
      `The credentials are changed, but these services still hold the ones before: ${failed.join(", ")}.`,
      cause,
    );
}
