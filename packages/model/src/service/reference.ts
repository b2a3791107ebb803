import { isPart } from "../part/part.js";
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

/** Tells whether a value is an output of a part, whichever copy of this package made it. */
export function isReference(value: unknown): value is OutputReference {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  switch (value.kind) {
    case "database-output":
      return "database" in value && isPart(value.database);
    case "cache-output":
      return "cache" in value && isPart(value.cache);
    case "broker-output":
    case "broker-credential":
      return "broker" in value && isPart(value.broker);
    case "bucket-name":
      return "bucket" in value && isPart(value.bucket);
    case "queue-url":
      return "queue" in value && isPart(value.queue);
    case "model-id":
      return "model" in value && isPart(value.model);
    case "secret-key":
      return "secret" in value && isPart(value.secret);
    case "service-output":
      return "service" in value && isPart(value.service);
    case "user-pool-output":
      return "userPool" in value && isPart(value.userPool);
    default:
      return false;
  }
}
