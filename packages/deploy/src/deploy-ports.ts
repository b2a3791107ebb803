import type { Account } from "./account/account.js";
import type { Alarms } from "./alarms/alarms.js";
import type { Clock } from "./clock/clock.js";
import type { ReleaseStore } from "./ledger/release-store.js";
import type { Scaling } from "./scaling/scaling.js";
import type { Services } from "./services/services.js";
import type { Stacks } from "./stacks/stacks.js";
import type { Targets } from "./targets/targets.js";

/** All that the verbs do to the world; tests hand in fakes, rehearsals an emulator's. One line for each port. */
export interface DeployPorts {
  readonly account: Account;
  readonly alarms: Alarms;
  readonly clock: Clock;
  readonly releaseStore: ReleaseStore;
  readonly scaling: Scaling;
  readonly services: Services;
  readonly stacks: Stacks;
  readonly targets: Targets;
}
