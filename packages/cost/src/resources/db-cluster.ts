import { numberOf } from "@fairlead/check";
import { fixed } from "../charge/range.js";
import { auroraService, storageKind } from "./aurora-charges.js";
import { priced } from "./treatment.js";
import { betweenZones } from "./zone-traffic.js";

/** Reads and writes of 8 KB that one request of a caller makes; assumed: most are answered from memory. */
const IO_PER_REQUEST = 5;

/** The storage of an Aurora cluster, its backups, and its I/O where that is charged; the instances stand for themselves. */
export const dbCluster = priced((cluster, around) => {
  const { usage } = around;
  const service = auroraService(cluster);
  const kind = storageKind(cluster);
  const days = numberOf(cluster.properties["BackupRetentionPeriod"]) ?? 1;
  return [
    {
      price: { service, item: `storage (${kind})` },
      what: "GB stored",
      quantity: fixed(usage.storedGb),
      assumption: `${usage.storedGb} GB stored`,
    },
    {
      // As much as is stored is free, and so is a single day:
      // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-storage-backup.html (2026-11)
      price: { service, item: "backup above free" },
      what: "GB of backups above what is stored",
      quantity: fixed(days <= 1 ? 0 : usage.storedGb * usage.dailyChange * days),
      assumption: `${Math.round(usage.dailyChange * 100)} % of ${usage.storedGb} GB change in a day, kept for ${days} days`,
    },
    {
      price: { service, item: "I/O requests (Standard only)" },
      what: "I/O",
      quantity: fixed(kind === "Standard" ? usage.requestsPerMonth * IO_PER_REQUEST : 0),
      assumption: `${IO_PER_REQUEST} for each of ${usage.requestsPerMonth.toLocaleString("en")} requests`,
    },
    ...betweenZones(around),
  ];
});
