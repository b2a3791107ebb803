import type { AdoptedCacheOptions } from "../adopted/adopted-cache.js";
import type { AdoptedPostgresOptions } from "../adopted/adopted-postgres.js";
import type { RabbitmqOptions } from "../broker/rabbitmq.js";
import type { BucketOptions } from "../bucket/bucket.js";
import type { CacheOptions } from "../cache/cache.js";
import type { ImageOptions } from "../image/image.js";
import type { IngressOptions } from "../ingress/ingress.js";
import type { JobOptions } from "../job/job.js";
import type { ModelOptions } from "../model/model.js";
import type { ParameterOptions } from "../parameter/parameter.js";
import type { PostgresOptions } from "../postgres/postgres.js";
import type { QueueOptions } from "../queue/queue.js";
import type { SecretOptions } from "../secret/secret.js";
import type { ServiceOptions } from "../service/service.js";
import type { SiteOptions } from "../site/site.js";
import type { VolumeOptions } from "../volume/volume.js";
import type { UserPoolOptions } from "../user-pool/user-pool.js";
import type { DeclarationSite } from "./declaration-site.js";

/** What each kind of part is described by. */
export interface PartOptions {
  readonly service: ServiceOptions;
  readonly job: JobOptions;
  readonly ingress: IngressOptions;
  readonly postgres: PostgresOptions;
  readonly valkey: CacheOptions;
  readonly redis: CacheOptions;
  readonly adoptedPostgres: AdoptedPostgresOptions;
  readonly adoptedCache: AdoptedCacheOptions;
  readonly rabbitmq: RabbitmqOptions;
  readonly site: SiteOptions;
  readonly bucket: BucketOptions;
  readonly queue: QueueOptions;
  readonly volume: VolumeOptions;
  readonly model: ModelOptions;
  readonly secret: SecretOptions;
  readonly parameter: ParameterOptions;
  readonly image: ImageOptions;
  readonly userPool: UserPoolOptions;
}

export type PartKind = keyof PartOptions;

// A brand and not `instanceof`: two copies of this package may be loaded (the tool's and the project's).
const BRAND = Symbol.for("@fairlead/part");

/** One part of an app as it was written down; nothing is checked before the app is resolved. */
export interface Part<Kind extends PartKind> {
  readonly [BRAND]: true;
  readonly kind: Kind;
  readonly name: string;
  readonly options: PartOptions[Kind];
  /** Where it was written; `null` when the runtime tells no stack. */
  readonly source: DeclarationSite | null;
}

export type AnyPart = { [Kind in PartKind]: Part<Kind> }[PartKind];

/** What a part is made of, without its brand. */
export type PartRecord<Kind extends PartKind> = Omit<Part<Kind>, typeof BRAND>;

/** Writes a part down. The options stay the caller's object: they are read when the app is resolved. */
export const makePart = <Kind extends PartKind>(record: PartRecord<Kind>): Part<Kind> =>
  Object.freeze({ ...record, [BRAND]: true as const });

/** Tells whether a value is a part, whichever copy of this package made it. */
export const isPart = (value: unknown): value is AnyPart =>
  typeof value === "object" && value !== null && BRAND in value;

/** Makes the test for parts of some kinds. */
export const isPartOf =
  <Kind extends PartKind>(...kinds: readonly Kind[]) =>
  (value: unknown): value is Part<Kind> =>
    isPart(value) && kinds.some((kind) => kind === value.kind);
