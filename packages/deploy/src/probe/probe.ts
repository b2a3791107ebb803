/** Asks public addresses, as a user would. */
export interface Probe {
  /** Follows no redirection. Never rejects: that nobody answers is an answer. */
  get(url: string, timeoutMs: number, signal: AbortSignal): Promise<ProbeAnswer>;
}

export type ProbeAnswer =
  | { readonly kind: "answered"; readonly status: number }
  /** No name, no connection, no certificate, or no answer in time. */
  | { readonly kind: "silent"; readonly says: string };
