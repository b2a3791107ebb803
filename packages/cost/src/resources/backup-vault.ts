import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** What AWS Backup keeps; each plan of the vault holds what the volumes store. */
export const backupVault = priced((_, { usage }) => [
  {
    price: { service: "AWS Backup", item: "EFS warm storage" },
    what: "GB kept",
    quantity: fixed(usage.storedGb),
    assumption: `${usage.storedGb} GB, as much as is stored`,
  },
]);
