import type { Account } from "./account/account.js";
import type { Alarms } from "./alarms/alarms.js";
import type { Bootstrapping } from "./bootstrap/bootstrapping.js";
import type { ManagedPolicies } from "./bootstrap/managed-policies.js";
import type { BuildContexts } from "./images/build-contexts.js";
import type { Certificates } from "./certificates/certificates.js";
import type { Clock } from "./clock/clock.js";
import type { Existing } from "./existing/existing.js";
import type { ContainerEngines } from "./images/container-engine.js";
import type { HostedZones } from "./hosted-zones/hosted-zones.js";
import type { Registry } from "./registry/registry.js";
import type { ReleaseStore } from "./ledger/release-store.js";
import type { Metrics } from "./metrics/metrics.js";
import type { Network } from "./network/network.js";
import type { Probe } from "./probe/probe.js";
import type { Quotas } from "./quotas/quotas.js";
import type { Scaling } from "./scaling/scaling.js";
import type { SecretStore } from "./secrets/secret-store.js";
import type { Services } from "./services/services.js";
import type { Stacks } from "./stacks/stacks.js";
import type { Targets } from "./targets/targets.js";

/** All that the verbs do to the world; tests hand in fakes, rehearsals an emulator's. One line for each port. */
export interface DeployPorts {
  readonly account: Account;
  readonly alarms: Alarms;
  readonly bootstrapping: Bootstrapping;
  readonly buildContexts: BuildContexts;
  readonly certificates: Certificates;
  readonly clock: Clock;
  readonly containerEngines: ContainerEngines;
  readonly existing: Existing;
  readonly hostedZones: HostedZones;
  readonly managedPolicies: ManagedPolicies;
  readonly metrics: Metrics;
  readonly network: Network;
  readonly probe: Probe;
  readonly quotas: Quotas;
  readonly registry: Registry;
  readonly releaseStore: ReleaseStore;
  readonly scaling: Scaling;
  readonly secretStore: SecretStore;
  readonly services: Services;
  readonly stacks: Stacks;
  readonly targets: Targets;
}
