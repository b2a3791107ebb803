import type { DeployPorts } from "../deploy-ports.js";
import { FakeClock } from "./fake-clock.js";

/** Every port as a fake that behaves; a test hands in those that it is about. One line for each port. */
export const fakeDeployPorts = (change: Partial<DeployPorts> = {}): DeployPorts => ({
  clock: new FakeClock(),
  ...change,
});
