import { ClusterNotFoundException, ServiceNotFoundException } from "@aws-sdk/client-ecs";
import { describe, expect, it } from "vitest";
import { createEcsDeployments } from "./ecs-deployments.js";

const SERVICE = { cluster: "llm-proxy-prod", service: "proxy" };
const ABSENCE = { message: "not there", $metadata: {} };

describe("deployments by ECS", () => {
  it("start a new one without changing what runs", async () => {
    const sent: unknown[] = [];
    const deployments = createEcsDeployments({
      updateService: (input: unknown) => {
        sent.push(input);
        return Promise.resolve({ $metadata: {} });
      },
    });
    await deployments.restart(SERVICE);
    expect(sent).toEqual([{ ...SERVICE, forceNewDeployment: true }]);
  });

  it.each([new ClusterNotFoundException(ABSENCE), new ServiceNotFoundException(ABSENCE)])(
    "have nothing to do before the first release (%s)",
    async (absence) => {
      const deployments = createEcsDeployments({ updateService: () => Promise.reject(absence) });
      await expect(deployments.restart(SERVICE)).resolves.toBeUndefined();
    },
  );

  it("report every other failure", async () => {
    const deployments = createEcsDeployments({ updateService: () => Promise.reject(new TypeError("throttled")) });
    await expect(deployments.restart(SERVICE)).rejects.toThrow("throttled");
  });
});
