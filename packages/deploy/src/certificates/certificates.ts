/** Certificates of ACM in this region. */
export interface Certificates {
  /** `null`: there is none of that ARN. */
  describe(arn: string): Promise<Certificate | null>;
}

export interface Certificate {
  readonly arn: string;
  /** ACM's, e.g. `ISSUED` or `PENDING_VALIDATION`. */
  readonly status: string;
  /** Its name and its alternative ones, e.g. `*.example.com`. */
  readonly names: readonly string[];
  /** `null`: not issued yet. */
  readonly expiresAtMs: number | null;
}
