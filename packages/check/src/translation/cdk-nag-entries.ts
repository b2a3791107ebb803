import { NAG_CDN_ENTRIES } from "./nag-cdn-entries.js";
import { NAG_COMPUTE_ENTRIES } from "./nag-compute-entries.js";
import { NAG_DATA_ENTRIES } from "./nag-data-entries.js";
import { NAG_NETWORK_ENTRIES } from "./nag-network-entries.js";
import { NAG_USER_ENTRIES } from "./nag-user-entries.js";
import type { ToolEntry } from "./tool-entry.js";

/** cdk-nag's AwsSolutions rules on the resource types that Fairlead makes. */
export const CDK_NAG_ENTRIES: readonly ToolEntry[] = [
  ...NAG_CDN_ENTRIES,
  ...NAG_COMPUTE_ENTRIES,
  ...NAG_DATA_ENTRIES,
  ...NAG_NETWORK_ENTRIES,
  ...NAG_USER_ENTRIES,
];
