/** Where releases are kept: objects by key, of which no two writers can write the same one. All of it is what S3's conditional writes promise. */
export interface ReleaseStore {
  /** Makes what the objects are kept in, if it isn't there yet. */
  prepare(): Promise<void>;
  /** Keys that begin with the prefix, in ascending order; none where nothing was prepared. */
  keys(prefix: string): Promise<readonly string[]>;
  /** `null`: there is no such object. */
  read(key: string): Promise<StoredText | null>;
  /** Writes an object that must not be there yet. */
  create(key: string, text: string): Promise<WriteAnswer>;
  /** Writes over an object that must still be the one of `etag`. */
  replace(key: string, text: string, etag: string): Promise<WriteAnswer>;
  /** A word that nobody else gets: by it a writer knows its own hand again. */
  token(): string;
}

export interface StoredText {
  readonly text: string;
  /** Changes with every write. */
  readonly etag: string;
}

/** `lost`: another writer was there first, or this very write came through before and its answer got lost. Nothing was written now. */
export type WriteAnswer = { readonly kind: "written"; readonly etag: string } | { readonly kind: "lost" };
