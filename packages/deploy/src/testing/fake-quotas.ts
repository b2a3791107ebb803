import type { QuotaName, Quotas, QuotaUse } from "../quotas/quotas.js";

/** Quotas of an old account: nothing is near them unless said so. */
export const fakeQuotas = (quotas: Partial<Readonly<Record<QuotaName, Partial<QuotaUse>>>> = {}): Quotas => ({
  read: (name) => Promise.resolve({ service: "fargate", code: "L-3032A538", limit: 4000, used: 0, ...quotas[name] }),
});
