import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";

const PATIENCE = {
  pollMs: 5_000,
  /** The longest stop timeout of Fargate is two minutes; draining of a load balancer may take longer, and CloudFormation waits for it. */
  mostMs: 5 * 60_000,
} as const;

type StoppingPorts = Pick<DeployPorts, "clock" | "scaling" | "services">;

/** Scales services to nothing and waits a while for their tasks: so that nobody writes while the data goes. */
export async function stopServices(
  cluster: string,
  names: readonly string[],
  ports: StoppingPorts,
  report: Report,
): Promise<void> {
  const found = await ports.services.describe(cluster, names);
  const running = found.filter(({ status }) => status === "ACTIVE").map(({ name }) => name);
  if (running.length === 0) return;
  report({ type: "step", step: "services", state: "begun", says: `${running.join(", ")} are stopped.` });
  for (const service of running) {
    if ((await ports.scaling.target(cluster, service)) !== null) await ports.scaling.suspend(cluster, service, true);
    await ports.services.update({ cluster, service, desired: 0 });
  }
  const untilMs = ports.clock.nowMs() + PATIENCE.mostMs;
  for (;;) {
    const now = await ports.services.describe(cluster, running);
    const left = now.filter((service) => service.running + service.pending > 0).map(({ name }) => name);
    if (left.length === 0) {
      report({ type: "step", step: "services", state: "done", says: "No task runs any more." });
      return;
    }
    if (ports.clock.nowMs() >= untilMs) {
      report({
        type: "warning",
        says: `Tasks of ${left.join(", ")} are still stopping; CloudFormation waits for them.`,
      });
      return;
    }
    await ports.clock.sleep(PATIENCE.pollMs);
  }
}
