import type { QuotaLedger, QuotaUse } from "./quota-ledger.js";

/** For the demo and for tests: forgets with the process. */
export class MemoryQuotaLedger implements QuotaLedger {
  readonly #uses = new Map<string, QuotaUse>();

  read(tokenId: string): Promise<QuotaUse | null> {
    return Promise.resolve(this.#uses.get(tokenId) ?? null);
  }

  write(uses: readonly (QuotaUse & { readonly tokenId: string })[]): Promise<void> {
    for (const { tokenId, requests, tokens, version } of uses) {
      if ((this.#uses.get(tokenId)?.version ?? -1) >= version) continue;
      this.#uses.set(tokenId, { requests, tokens, version });
    }
    return Promise.resolve();
  }
}
