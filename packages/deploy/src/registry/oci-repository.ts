/** A repository of any registry, as the OCI's distribution specification has it. */
export interface OciRepository {
  /** Registries of one host may lend each other their blobs. */
  readonly host: string;
  readonly name: string;
  manifest(digest: string): Promise<OciManifest>;
  hasBlob(digest: string): Promise<boolean>;
  readBlob(digest: string): Promise<ReadableStream<Uint8Array>>;
  /** Takes a blob over from a repository of the same host; `false`: it wants the bytes. */
  mountBlob(digest: string, from: string): Promise<boolean>;
  writeBlob(digest: string, bytes: ReadableStream<Uint8Array>): Promise<void>;
  /** `reference`: a tag or the digest. */
  writeManifest(manifest: OciManifest, reference: string): Promise<void>;
}

export interface OciManifest {
  readonly digest: string;
  readonly mediaType: string;
  /** Exactly as it is kept: its digest is that of these bytes. */
  readonly text: string;
}
