import { addressOf, INGRESS_ADDRESS, type Address } from "../address.js";
import type { AnyPart } from "./part.js";

/** The address of a part; Valkey and Redis share the caches' names. */
export function partAddress({ kind, name }: Pick<AnyPart, "kind" | "name">): Address {
  switch (kind) {
    case "ingress":
      return INGRESS_ADDRESS;
    case "valkey":
    case "redis":
    case "adoptedCache":
      return addressOf("cache", name);
    case "adoptedPostgres":
      return addressOf("postgres", name);
    case "rabbitmq":
      return addressOf("broker", name);
    case "service":
    case "job":
    case "postgres":
    case "bucket":
    case "queue":
    case "volume":
    case "model":
    case "secret":
    case "site":
    case "parameter":
    case "image":
    case "userPool":
      return addressOf(kind, name);
  }
}
