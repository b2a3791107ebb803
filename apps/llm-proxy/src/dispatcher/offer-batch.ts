import { type Rejection, type Sink, SinkUnavailable } from "./sink.js";
import type { StreamEntry } from "./stream-entry.js";

export interface Offered {
  readonly taken: readonly StreamEntry[];
  readonly rejected: readonly { readonly entry: StreamEntry; readonly reason: string }[];
  readonly failed: readonly StreamEntry[];
  readonly retryAfterMs: number | null;
  /** What was wrong, when something failed. */
  readonly error: string | null;
}

const NOTHING: Offered = { taken: [], rejected: [], failed: [], retryAfterMs: null, error: null };

/**
 * Offers a batch to the sink. From the second round on a single event goes ahead: when the sink takes it, the sink is
 * well and the batch holds the trouble, which halving finds; when it doesn't, the sink is taken to be away and is left
 * in peace. So an event that always fails can't hold up the others, and an outage costs one call a round.
 */
export async function offerBatch(
  sink: Sink,
  entries: readonly StreamEntry[],
  { round, signal }: { readonly round: number; readonly signal: AbortSignal },
): Promise<Offered> {
  if (entries.length === 0) return NOTHING;
  if (round === 0 || entries.length === 1) return offerOnce(sink, entries, signal);
  const ahead = round % entries.length;
  const probe = await offerOnce(sink, entries.slice(ahead, ahead + 1), signal);
  const others = entries.filter((_, index) => index !== ahead);
  if (probe.failed.length > 0) return { ...probe, failed: entries };
  return joined(probe, await offerHalves(sink, others, signal));
}

async function offerHalves(sink: Sink, entries: readonly StreamEntry[], signal: AbortSignal): Promise<Offered> {
  const offered = await offerOnce(sink, entries, signal);
  if (offered.failed.length <= 1) return offered;
  const middle = Math.ceil(entries.length / 2);
  const first = await offerHalves(sink, entries.slice(0, middle), signal);
  return joined(first, await offerHalves(sink, entries.slice(middle), signal));
}

async function offerOnce(sink: Sink, entries: readonly StreamEntry[], signal: AbortSignal): Promise<Offered> {
  if (entries.length === 0) return NOTHING;
  try {
    return sorted(entries, await sink.take(entries, signal));
  } catch (error) {
    return {
      ...NOTHING,
      failed: entries,
      retryAfterMs: error instanceof SinkUnavailable ? error.retryAfterMs : null,
      error: error instanceof Error ? error.message : "unknown",
    };
  }
}

function sorted(entries: readonly StreamEntry[], rejections: readonly Rejection[]): Offered {
  if (rejections.length === 0) return { ...NOTHING, taken: entries };
  const reasons = new Map(rejections.map(({ id, reason }) => [id, reason]));
  return {
    ...NOTHING,
    taken: entries.filter(({ id }) => !reasons.has(id)),
    rejected: entries.flatMap((entry) => {
      const reason = reasons.get(entry.id);
      return reason === undefined ? [] : [{ entry, reason }];
    }),
  };
}

const joined = (first: Offered, second: Offered): Offered => ({
  taken: [...first.taken, ...second.taken],
  rejected: [...first.rejected, ...second.rejected],
  failed: [...first.failed, ...second.failed],
  retryAfterMs: first.retryAfterMs ?? second.retryAfterMs,
  error: first.error ?? second.error,
});
