import { within } from "../lifecycle/within.js";
import type { QuotaLedger, QuotaUse } from "./quota-ledger.js";

/** How much use a complete loss of Redis may forget; one small write per task and interval is cheap enough. */
const LEDGER_INTERVAL_MS = 5_000;

/** Writes the latest known use of each token every few seconds; what can't be written is tried again. */
export class LedgerWriter {
  readonly #ledger: QuotaLedger;
  readonly #intervalMs: number;
  #changed = new Map<string, QuotaUse>();
  #timer: NodeJS.Timeout | null = null;

  constructor(ledger: QuotaLedger, intervalMs = LEDGER_INTERVAL_MS) {
    this.#ledger = ledger;
    this.#intervalMs = intervalMs;
  }

  note(tokenId: string, use: QuotaUse): void {
    const known = this.#changed.get(tokenId);
    if (known !== undefined && known.version >= use.version) return;
    this.#changed.set(tokenId, use);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.flush();
    }, this.#intervalMs).unref();
  }

  /** Never rejects. */
  async flush(): Promise<void> {
    const changed = this.#changed;
    if (changed.size === 0) return;
    this.#changed = new Map();
    try {
      await this.#ledger.write([...changed].map(([tokenId, use]) => ({ tokenId, ...use })));
    } catch {
      // The database is away; its own probe tells so. The figures stay here, and newer ones take precedence.
      for (const [tokenId, use] of changed) this.note(tokenId, use);
    }
  }

  async close(signal: AbortSignal): Promise<void> {
    await within(this.flush(), signal);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
