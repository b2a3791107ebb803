import {
  ClusterNotFoundException,
  type ECS,
  ServiceNotActiveException,
  ServiceNotFoundException,
} from "@aws-sdk/client-ecs";
import type { Deployments } from "./ports.js";

/** ECS's call that starts a deployment. */
export type EcsCalls = Pick<ECS, "updateService">;

export const createEcsDeployments = (calls: EcsCalls): Deployments => ({
  async restart({ cluster, service }) {
    try {
      await calls.updateService({ cluster, service, forceNewDeployment: true });
    } catch (error) {
      // Before the first release there is nothing that holds old credentials.
      if (!isAbsence(error)) throw error;
    }
  },
});

const isAbsence = (error: unknown): boolean =>
  error instanceof ClusterNotFoundException ||
  error instanceof ServiceNotFoundException ||
  error instanceof ServiceNotActiveException;
