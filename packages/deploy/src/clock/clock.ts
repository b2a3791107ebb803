/** Time as the verbs see it; the simulator's runs as fast as it is asked to. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  nowMs(): number;
  /** Resolves early when `signal` is aborted, and never rejects for it: whoever waits looks at the signal. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
