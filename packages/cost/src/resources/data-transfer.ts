import type { PriceStep } from "../charge/charge.js";

const TB = 1_024;
const out = (item: string, upTo: number | null): PriceStep => ({
  name: { service: "Data transfer", item: `internet out ${item}` },
  upTo,
});

/** To the internet, by the month's amount. The 100 GB that an account has free are left out, since other apps may use them. */
export const INTERNET_OUT: readonly PriceStep[] = [
  out("first 10 TB", 10 * TB),
  out("next 40 TB", 50 * TB),
  out("next 100 TB", 150 * TB),
  out("over 150 TB", null),
];
