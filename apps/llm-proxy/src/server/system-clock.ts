/** The process's own clocks; everything else takes them as an argument. */
export const SYSTEM_CLOCK = {
  /** Milliseconds since the epoch. */
  epochMs: Date.now,
  /** Milliseconds, never going back. */
  monotonicMs: () => performance.now(),
} as const;
