import { Fault } from "@fairlead/errors";
import type { DeployPorts } from "../deploy-ports.js";
import { fakeAccount } from "./fake-account.js";
import { FakeBootstrapping, FakeManagedPolicies } from "./fake-bootstrapping.js";
import { fakeCertificates } from "./fake-certificates.js";
import { FakeClock } from "./fake-clock.js";
import { FakeEmptying } from "./fake-emptying.js";
import { fakeExisting } from "./fake-existing.js";
import { fakeHostedZones } from "./fake-hosted-zones.js";
import { FakeBuildContexts, FakeContainerEngines } from "./fake-images.js";
import { FakeLogs } from "./fake-logs.js";
import { fakeMetrics } from "./fake-metrics.js";
import { fakeNetwork } from "./fake-network.js";
import { fakeProbe } from "./fake-probe.js";
import { fakeQuotas } from "./fake-quotas.js";
import { FakeRegistry } from "./fake-registry.js";
import { FakeReleaseStore } from "./fake-release-store.js";
import { FakeSecretStore } from "./fake-secret-store.js";
import { FakeTasks } from "./fake-tasks.js";
import { SimulatedEcs } from "./simulated-ecs.js";

// Nothing is asked of a port that is not there without a word: the proxy below says which one lacks.
const answersForAll = (ports: Partial<DeployPorts>): ports is DeployPorts => typeof ports === "object";

/** Every port as a fake that behaves; a test hands in those that it is about. One without a fake here says that it lacks when it is used. */
export function fakeDeployPorts(change: Partial<DeployPorts> = {}): DeployPorts {
  const clock = change.clock ?? new FakeClock();
  const { alarms, scaling, services, targets } = new SimulatedEcs(clock);
  const registry = new FakeRegistry();
  const handed: Partial<DeployPorts> = {
    account: fakeAccount(),
    alarms,
    bootstrapping: new FakeBootstrapping(),
    buildContexts: new FakeBuildContexts(),
    certificates: fakeCertificates(),
    clock,
    containerEngines: new FakeContainerEngines(registry),
    emptying: new FakeEmptying(),
    existing: fakeExisting(),
    hostedZones: fakeHostedZones(),
    managedPolicies: new FakeManagedPolicies(),
    logs: new FakeLogs(clock),
    metrics: fakeMetrics(),
    network: fakeNetwork(),
    probe: fakeProbe,
    quotas: fakeQuotas(),
    registry,
    releaseStore: new FakeReleaseStore(),
    scaling,
    secretStore: new FakeSecretStore(),
    services,
    targets,
    tasks: new FakeTasks(clock),
    ...change,
  };
  const ports = new Proxy(handed, {
    get(target, name) {
      // A promise asks its value whether it is one.
      if (name in target || name === "then" || typeof name === "symbol") {
        const value: unknown = Reflect.get(target, name);
        return value;
      }
      throw new Fault("FakeMissing", `The test needs a fake of the port ${name}: hand one in.`);
    },
  });
  if (!answersForAll(ports)) throw new Fault("FakeMissing", "There are no ports.");
  return ports;
}
