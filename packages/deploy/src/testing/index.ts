// Fakes of the ports, for the tests of the packages that use the verbs; never published.
export { FakeClock } from "./fake-clock.js";
export { fakeDeployPorts } from "./fake-deploy-ports.js";
export { FakeSecretStore } from "./fake-secret-store.js";
export { FakeStacks } from "./fake-stacks.js";
export { aReleaseStart } from "./a-release.js";
export { aRollout, STRATEGIES } from "./a-rollout.js";
export { SimulatedEcs, type SimulatedServiceStart, TARGET_GROUP_SETTINGS } from "./simulated-ecs.js";
export type { Trial } from "./simulated-service.js";
export { FakeLogs } from "./fake-logs.js";
export { aContainerState, anEcsTask, FakeTasks, IMAGE_MISSING, type TaskCourse } from "./fake-tasks.js";
export { fakeAccount } from "./fake-account.js";
export { FakeBootstrapping, FakeManagedPolicies } from "./fake-bootstrapping.js";
export { fakeHostedZones } from "./fake-hosted-zones.js";
export { NETWORK_TEMPLATE } from "./network-template.js";
// What every adapter of a port must do, for an emulator's adapters too.
export { itKeepsReleases } from "./release-store-contract.js";
export { itKeepsSecrets, type OpenedSecretStore } from "./secret-store-contract.js";
