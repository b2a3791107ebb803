// Fakes of the ports, for the tests of the packages that use the verbs; never published.
export { FakeClock } from "./fake-clock.js";
export { fakeDeployPorts } from "./fake-deploy-ports.js";
