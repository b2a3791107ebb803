import { Fault } from "@fairlead/errors";
import type { DeployPorts } from "../deploy-ports.js";
import { fakeAccount } from "./fake-account.js";
import { fakeCertificates } from "./fake-certificates.js";
import { FakeClock } from "./fake-clock.js";
import { fakeExisting } from "./fake-existing.js";
import { fakeHostedZones } from "./fake-hosted-zones.js";
import { FakeBuildContexts, FakeContainerEngines } from "./fake-images.js";
import { fakeMetrics } from "./fake-metrics.js";
import { fakeNetwork } from "./fake-network.js";
import { fakeQuotas } from "./fake-quotas.js";
import { FakeRegistry } from "./fake-registry.js";
import { FakeReleaseStore } from "./fake-release-store.js";
import { SimulatedEcs } from "./simulated-ecs.js";

function pending(port: keyof DeployPorts): never {
  throw new Fault("FakePending", `The port ${port} has no fake yet; hand one in.`);
}

/** Every port as a fake that behaves; a test hands in those that it is about. */
export function fakeDeployPorts(change: Partial<DeployPorts> = {}): DeployPorts {
  const clock = change.clock ?? new FakeClock();
  const { alarms, scaling, services, targets } = new SimulatedEcs(clock);
  const registry = new FakeRegistry();
  return {
    account: fakeAccount(),
    alarms,
    buildContexts: new FakeBuildContexts(),
    certificates: fakeCertificates(),
    clock,
    containerEngines: new FakeContainerEngines(registry),
    existing: fakeExisting(),
    hostedZones: fakeHostedZones(),
    metrics: fakeMetrics(),
    network: fakeNetwork(),
    quotas: fakeQuotas(),
    registry,
    releaseStore: new FakeReleaseStore(),
    scaling,
    services,
    get stacks() {
      return pending("stacks");
    },
    targets,
    ...change,
  };
}
