/** How long each part of a shutdown may take, in whole milliseconds, as timers want them. */
export interface ShutdownBudget {
  readonly drainDelayMs: number;
  readonly callsMs: number;
  readonly streamsMs: number;
  readonly settleMs: number;
  readonly busMs: number;
  readonly recordsMs: number;
  readonly telemetryMs: number;
  readonly poolsMs: number;
  readonly logMs: number;
}

/** What the steps after the calls take at most when there is time enough. The bus gets most: its events are lost for good. */
const AFTERWARDS = {
  streamsMs: 3000,
  settleMs: 3000,
  busMs: 6000,
  recordsMs: 3000,
  telemetryMs: 3000,
  poolsMs: 2000,
  logMs: 1000,
} as const;
const AFTERWARDS_MS = Object.values(AFTERWARDS).reduce((sum, ms) => sum + ms, 0);

/** Share of a short shutdown that calls must leave for what follows them. */
const LEAST_SHARE = 0.5;

/** Divides the time so that no call can use up what is needed to settle, flush and close after it. */
export function shutdownBudget(totalMs: number, wish: { drainDelayMs: number; callsMs: number }): ShutdownBudget {
  const afterwardsMs = Math.min(AFTERWARDS_MS, totalMs * LEAST_SHARE);
  const scaled = (ms: number): number => Math.floor((ms * afterwardsMs) / AFTERWARDS_MS);
  const drainDelayMs = Math.floor(Math.min(wish.drainDelayMs, (totalMs - afterwardsMs) / 2));
  return {
    drainDelayMs,
    callsMs: Math.floor(Math.min(wish.callsMs, totalMs - afterwardsMs - drainDelayMs)),
    streamsMs: scaled(AFTERWARDS.streamsMs),
    settleMs: scaled(AFTERWARDS.settleMs),
    busMs: scaled(AFTERWARDS.busMs),
    recordsMs: scaled(AFTERWARDS.recordsMs),
    telemetryMs: scaled(AFTERWARDS.telemetryMs),
    poolsMs: scaled(AFTERWARDS.poolsMs),
    logMs: scaled(AFTERWARDS.logMs),
  };
}
