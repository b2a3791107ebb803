/** What a token opens: resolved once, kept in memory, renewed when the management API changes something. */
export interface Grant {
  readonly tokenId: string;
  readonly projectId: string;
  readonly projectName: string;
  /** Milliseconds since the epoch; `null`: never. Checked at every request, also against a kept grant. */
  readonly expiresAtMs: number | null;
  /** False after a revocation; a kept grant is dropped within a second of it. */
  readonly isActive: boolean;
  /** False while the project is switched off. */
  readonly projectIsActive: boolean;
  readonly limits: GrantLimits;
  readonly policy: GrantPolicy;
  /** Keys of providers that the project brings itself, still encrypted; empty: the server's own keys serve. */
  readonly providerKeys: readonly EncryptedProviderKey[];
}

/** `null`: no such limit. */
export interface GrantLimits {
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  /** Over the token's life. */
  readonly maxRequests: number | null;
  /** Over the token's life, input and output together. */
  readonly maxTokens: number | null;
}

/** Lists are allow-lists; an empty one allows all. */
export interface GrantPolicy {
  /** Path patterns with `*`, e.g. `/v1/chat/completions`. */
  readonly endpoints: readonly string[];
  /** Model names with `*`, e.g. `gpt-4o*`. */
  readonly models: readonly string[];
  /** Values of the `Origin` header; a request without one always passes. */
  readonly origins: readonly string[];
}

export interface EncryptedProviderKey {
  readonly provider: string;
  /** Which encryption key it was made with, so that keys can be rotated. */
  readonly keyId: string;
  /** AES-256-GCM: nonce, ciphertext and tag, base64. */
  readonly sealed: string;
}

/** Finds what a token opens. */
export interface GrantSource {
  /**
   * @param tokenHash SHA-256 of the token, base64url.
   * @returns `null`: no such token.
   * @throws DependencyUnavailable when neither memory nor database can say; the caller answers 503, never 401.
   */
  find(tokenHash: string): Promise<Grant | null> | Grant | null;
}
