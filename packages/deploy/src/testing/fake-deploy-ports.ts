import { Fault } from "@fairlead/errors";
import type { DeployPorts } from "../deploy-ports.js";
import { fakeAccount } from "./fake-account.js";
import { FakeClock } from "./fake-clock.js";
import { FakeReleaseStore } from "./fake-release-store.js";

function pending(port: keyof DeployPorts): never {
  throw new Fault("FakePending", `The port ${port} has no fake yet; hand one in.`);
}

/** Every port as a fake that behaves; a test hands in those that it is about. */
export const fakeDeployPorts = (change: Partial<DeployPorts> = {}): DeployPorts => ({
  account: fakeAccount(),
  get alarms() {
    return pending("alarms");
  },
  clock: new FakeClock(),
  releaseStore: new FakeReleaseStore(),
  get scaling() {
    return pending("scaling");
  },
  get services() {
    return pending("services");
  },
  get stacks() {
    return pending("stacks");
  },
  get targets() {
    return pending("targets");
  },
  ...change,
});
