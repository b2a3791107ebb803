import type { PreflightRule } from "./preflight-rule.js";
import { addressesFree } from "./rules/addresses-free.js";
import { alarmsQuiet } from "./rules/alarms-quiet.js";
import { bootstrapped } from "./rules/bootstrapped.js";
import { certificateCovers } from "./rules/certificate-covers.js";
import { connectionsSuffice } from "./rules/connections-suffice.js";
import { hostedZoneDelegated } from "./rules/hosted-zone-delegated.js";
import { namesFree } from "./rules/names-free.js";
import { imagesThere } from "./rules/images-there.js";
import { nothingDrifted } from "./rules/nothing-drifted.js";
import { permitted } from "./rules/permitted.js";
import { quotasSuffice } from "./rules/quotas-suffice.js";
import { rightAccount } from "./rules/right-account.js";
import { secretsSet } from "./rules/secrets-set.js";
import { stacksMovable } from "./rules/stacks-movable.js";
import { zonesThere } from "./rules/zones-there.js";

/** All that is made sure of before anything is touched. Each stands by itself, and all run side by side. */
export const PREFLIGHT_RULES: readonly PreflightRule[] = [
  rightAccount,
  bootstrapped,
  permitted,
  zonesThere,
  imagesThere,
  secretsSet,
  certificateCovers,
  hostedZoneDelegated,
  addressesFree,
  quotasSuffice,
  connectionsSuffice,
  namesFree,
  alarmsQuiet,
  stacksMovable,
  nothingDrifted,
];
