import { expectPresent } from "@fairlead/errors";
import type {
  CacheOutput,
  DatabaseOutput,
  ResolvedAdoptedCache,
  ResolvedAdoptedDatabase,
  ResolvedAdoptedSecret,
} from "@fairlead/model";
import type { ContainerValue } from "../container/container-value.js";

/** One output of a database that exists already. */
export function adoptedDatabaseValue(database: ResolvedAdoptedDatabase, output: DatabaseOutput): ContainerValue {
  switch (output) {
    case "url":
    case "user":
    case "password":
      return secretValue(database[output], `The ${output} of database ${database.name}`);
    case "host":
      return { kind: "plain", value: database.host };
    case "port":
      return { kind: "plain", value: String(database.port) };
    case "name":
      return { kind: "plain", value: database.databaseName };
    case "ssl-mode":
      return { kind: "plain", value: database.sslMode };
  }
}

/** One output of a cache that exists already. */
export function adoptedCacheValue(cache: ResolvedAdoptedCache, output: CacheOutput): ContainerValue {
  switch (output) {
    case "url":
    case "password":
      return secretValue(cache[output], `The ${output} of cache ${cache.name}`);
    case "host":
      return { kind: "plain", value: cache.host };
    case "port":
      return { kind: "plain", value: String(cache.port) };
  }
}

/** The model refuses a variable that names what is kept nowhere. */
function secretValue(secret: ResolvedAdoptedSecret | null, what: string): ContainerValue {
  const { arn, jsonKey, keyArn } = expectPresent(secret, what);
  return { kind: "secret", secretArn: arn, jsonKey, keyArn };
}
