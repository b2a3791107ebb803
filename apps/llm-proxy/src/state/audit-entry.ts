/** Who did what, and how it ended. Kept in the database; holds ids, never secrets. */
export interface AuditEntry {
  readonly action: string;
  readonly actor: string;
  readonly projectId: string | null;
  readonly tokenId: string | null;
  readonly requestId: string | null;
  readonly clientIp: string | null;
  readonly outcome: "success" | "failure" | "denied" | "error";
  readonly reason: string | null;
}

/** Writes entries in the background; a full queue is counted, not waited for. */
export interface AuditLog {
  record(entry: AuditEntry): void;
  close(signal: AbortSignal): Promise<void>;
}
