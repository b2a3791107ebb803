export interface CacheSettings {
  /** Larger responses aren't kept. */
  readonly maxObjectBytes: number;
  /** No response is kept longer, whatever it or its caller says. */
  readonly maxTtlSeconds: number;
  /** How long a GET's `public` response is fresh that doesn't say so itself; 0: it isn't kept. */
  readonly defaultTtlSeconds: number;
  /** Whether a caller may have a POST's response kept by `cache-control: max-age=<seconds>`. */
  readonly allowsPost: boolean;
  /** Whether complete streams are kept too, and replayed byte for byte. */
  readonly allowsStreams: boolean;
}

export const CACHE_DEFAULTS = {
  /** A long answer of a model has some 50 KB; a thousand embeddings have a few MB and are cheap to make again. */
  maxObjectBytes: 1024 * 1024,
  maxTtlSeconds: 24 * 60 * 60,
  /** As sofatutor's proxy has it (HTTP_CACHE_DEFAULT_TTL, 2026-03). */
  defaultTtlSeconds: 300,
  allowsPost: true,
  /** A replayed stream comes at once instead of word by word; that is to be chosen. */
  allowsStreams: false,
} as const satisfies CacheSettings;
