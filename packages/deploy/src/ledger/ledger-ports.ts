import type { DeployPorts } from "../deploy-ports.js";

/** What the ledger needs of the world. */
export type LedgerPorts = Pick<DeployPorts, "clock" | "releaseStore">;
