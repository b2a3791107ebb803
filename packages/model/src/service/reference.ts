import { isPart } from "../part/part.js";
import { recordOf } from "../problem/record-of.js";
import type { BrokerCredentialReference, BrokerReference } from "../broker/rabbitmq.js";
import type { BucketReference } from "../bucket/bucket.js";
import type { CacheReference } from "../cache/cache.js";
import type { ModelReference } from "../model/model.js";
import type { DatabaseReference } from "../postgres/postgres.js";
import type { QueueReference } from "../queue/queue.js";
import type { SecretKeyReference } from "../secret/secret.js";
import type { UserPoolReference } from "../user-pool/user-pool.js";
import type { ServiceReference } from "./service.js";

/** A reference that is an object of its own, beside a secret or a parameter that is named as a whole. */
export type OutputReference =
  | BrokerCredentialReference
  | BrokerReference
  | BucketReference
  | CacheReference
  | DatabaseReference
  | ModelReference
  | QueueReference
  | SecretKeyReference
  | ServiceReference
  | UserPoolReference;

/** Under which key an output holds the part that it is of. */
const PART_KEYS = {
  "broker-credential": "broker",
  "broker-output": "broker",
  "bucket-name": "bucket",
  "cache-output": "cache",
  "database-output": "database",
  "model-id": "model",
  "queue-url": "queue",
  "secret-key": "secret",
  "service-output": "service",
  "user-pool-output": "userPool",
} as const satisfies Readonly<Record<OutputReference["kind"], string>>;

const PART_KEY_OF: ReadonlyMap<unknown, string> = new Map(Object.entries(PART_KEYS));

/** Tells whether a value is an output of a part, whichever copy of this package made it. */
export function isReference(value: unknown): value is OutputReference {
  const record = recordOf(value);
  const key = PART_KEY_OF.get(record["kind"]);
  return key !== undefined && isPart(record[key]);
}
