import { findDeclarationSite } from "../part/declaration-site.js";
import { makePart, type Part } from "../part/part.js";
import type { BucketAccess, CorsMethod } from "./resolved-bucket.js";

/** What becomes of objects with time. */
export interface BucketLifecycleOptions {
  /** Days after which an object is deleted. */
  readonly expireDays?: number | undefined;
  /** Days, 30 or more, after which an object costs less and reading it is billed. */
  readonly infrequentAccessAfterDays?: number | undefined;
}

/** Who may talk to the bucket from a browser, with URLs that the app has signed. */
export interface BucketCorsOptions {
  /** For example `https://app.example.com`. */
  readonly origins: readonly string[];
  /** Default `["GET", "HEAD", "POST", "PUT"]`: to show and to upload. */
  readonly methods?: readonly CorsMethod[] | undefined;
  /** Headers that a browser may send; default all, since what is signed is decided by the app. */
  readonly headers?: readonly string[] | undefined;
}

export interface BucketOptions extends BucketLifecycleOptions {
  /** Whether what is overwritten or deleted is kept for a while; default the tier's. */
  readonly versioning?: boolean | undefined;
  /** By the beginning of the objects' keys, e.g. `{ "tmp/": { expireDays: 1 } }`. */
  readonly lifecycle?: Readonly<Record<string, BucketLifecycleOptions>> | undefined;
  /** For uploads and downloads by browsers; a list is the origins. Default none. */
  readonly cors?: readonly string[] | BucketCorsOptions | undefined;
  /** Whether it outlives its stack; default the tier's. */
  readonly deletionProtection?: boolean | undefined;
}

/** The name of a bucket, as the value of a variable; it carries what may be done with the objects. */
export interface BucketReference {
  readonly kind: "bucket-name";
  readonly bucket: Part<"bucket">;
  readonly access: BucketAccess;
}

/** A bucket and what variables may take from it; a part's own `name` is what the description calls it. */
export interface Bucket extends Part<"bucket"> {
  /** The bucket's name on AWS, for who lists and reads objects. */
  readonly nameForReading: BucketReference;
  /** The same, for who puts and deletes objects and reads none. */
  readonly nameForWriting: BucketReference;
  /** The same, for both. */
  readonly nameForReadingAndWriting: BucketReference;
}

/**
 * Declares a bucket on S3: private, encrypted, over TLS alone. What a browser is to fetch without a signature belongs into a site.
 *
 * @param name Unique among the app's buckets.
 */
export function bucket(name: string, options: BucketOptions = {}): Bucket {
  const part = makePart({ kind: "bucket", name, options, source: findDeclarationSite(bucket) });
  const reference = (access: BucketAccess): BucketReference =>
    Object.freeze({ kind: "bucket-name", bucket: part, access });
  return Object.freeze({
    ...part,
    nameForReading: reference("read"),
    nameForWriting: reference("write"),
    nameForReadingAndWriting: reference("read-write"),
  });
}
