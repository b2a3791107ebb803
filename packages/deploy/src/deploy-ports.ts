import type { Account } from "./account/account.js";
import type { Clock } from "./clock/clock.js";
import type { ReleaseStore } from "./ledger/release-store.js";

/** All that the verbs do to the world; tests hand in fakes, rehearsals an emulator's. One line for each port. */
export interface DeployPorts {
  readonly account: Account;
  readonly clock: Clock;
  readonly releaseStore: ReleaseStore;
}
