import type { SourceLocation } from "@fairlead/errors";
import type { Address } from "../address.js";
import type { ResolvedAdoptedCache, ResolvedAdoptedDatabase } from "../adopted/resolved-adopted.js";
import type { ResolvedBroker } from "../broker/resolved-broker.js";
import type { ResolvedBackup } from "../backup/resolved-backup.js";
import type { ResolvedBucket } from "../bucket/resolved-bucket.js";
import type { ResolvedCache } from "../cache/resolved-cache.js";
import type { ResolvedCdn } from "../cdn/resolved-cdn.js";
import type { Connection } from "../connection/connection.js";
import type { ResolvedEnvironment } from "../environment/resolved-environment.js";
import type { ResolvedImage } from "../image/resolved-image.js";
import type { ResolvedIngress } from "../ingress/resolved-ingress.js";
import type { ResolvedJob } from "../job/resolved-job.js";
import type { ResolvedModel } from "../model/resolved-model.js";
import type { ResolvedNetwork } from "../network/resolved-network.js";
import type { ResolvedObservability } from "../observability/resolved-observability.js";
import type { ResolvedParameter } from "../parameter/resolved-parameter.js";
import type { ResolvedPool } from "../pool/resolved-pool.js";
import type { ResolvedPostgres } from "../postgres/resolved-postgres.js";
import type { ResolvedQueue } from "../queue/resolved-queue.js";
import type { ResolvedSecret } from "../secret/resolved-secret.js";
import type { ResolvedService } from "../service/resolved-service.js";
import type { ResolvedSite } from "../site/resolved-site.js";
import type { ResolvedVolume } from "../volume/resolved-volume.js";
import type { ResolvedUserPool } from "../user-pool/resolved-user-pool.js";

/**
 * One environment of an app with every gap filled: the value that constructs, checks and all else read.
 * Plain JSON, lists sorted by name, `null` where something is decided to be absent.
 */
export interface ResolvedApp {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly environment: ResolvedEnvironment;
  readonly network: ResolvedNetwork;
  /** `null`: nothing is reachable from outside. */
  readonly ingress: ResolvedIngress | null;
  /** `null`: no CloudFront. */
  readonly cdn: ResolvedCdn | null;
  readonly services: readonly ResolvedService[];
  readonly jobs: readonly ResolvedJob[];
  /** EC2 instances that tasks of services run on. */
  readonly pools: readonly ResolvedPool[];
  readonly databases: readonly ResolvedPostgres[];
  readonly caches: readonly ResolvedCache[];
  /** Databases that exist already; their names are among the databases'. */
  readonly adoptedDatabases: readonly ResolvedAdoptedDatabase[];
  /** Caches that exist already; their names are among the caches'. */
  readonly adoptedCaches: readonly ResolvedAdoptedCache[];
  readonly brokers: readonly ResolvedBroker[];
  readonly buckets: readonly ResolvedBucket[];
  readonly queues: readonly ResolvedQueue[];
  readonly volumes: readonly ResolvedVolume[];
  readonly models: readonly ResolvedModel[];
  /** `null`: no backups but those that databases and buckets keep by themselves. */
  readonly backup: ResolvedBackup | null;
  readonly secrets: readonly ResolvedSecret[];
  readonly parameters: readonly ResolvedParameter[];
  readonly sites: readonly ResolvedSite[];
  readonly images: readonly ResolvedImage[];
  readonly userPools: readonly ResolvedUserPool[];
  readonly connections: readonly Connection[];
  readonly observability: ResolvedObservability;
  /** On every resource that takes tags; cost allocation reads them. */
  readonly tags: Readonly<Record<string, string>>;
  /** Findings that the description accepts, each with its reason and its end. */
  readonly acceptances: readonly Acceptance[];
  /** Where each part was declared. */
  readonly sources: Readonly<Record<Address, SourceLocation>>;
}

/** A finding that its owner has looked at and lives with until a date. */
export interface Acceptance {
  /** The finding's code, e.g. `PlainHttp`. */
  readonly finding: string;
  /** The part that it is about; `null`: wherever it is found. */
  readonly on: Address | null;
  readonly reason: string;
  /** Day in ISO form, e.g. `2027-06-30`; from the day after, the finding counts again. */
  readonly until: string;
}
