import type { Problem } from "@fairlead/errors";
import { z } from "zod";
import type { Address } from "../address.js";
import { adoptedCacheSchema } from "../adopted/adopted-cache.js";
import { adoptedPostgresSchema } from "../adopted/adopted-postgres.js";
import { rabbitmqSchema } from "../broker/rabbitmq-schema.js";
import { bucketSchema } from "../bucket/bucket-schema.js";
import { cacheSchema } from "../cache/cache-schema.js";
import { imageSchema } from "../image/image-schema.js";
import { ingressSchema } from "../ingress/ingress-schema.js";
import { jobSchema } from "../job/job-schema.js";
import { modelSchema } from "../model/model-schema.js";
import { parameterSchema } from "../parameter/parameter-schema.js";
import type { AnyPart, Part, PartKind, PartOptions } from "../part/part.js";
import { readOptions } from "../part/read-options.js";
import { postgresSchema } from "../postgres/postgres-schema.js";
import { queueSchema } from "../queue/queue-schema.js";
import { secretSchema } from "../secret/secret-schema.js";
import { serviceSchema } from "../service/service-schema.js";
import { siteSchema } from "../site/site-schema.js";
import { volumeSchema } from "../volume/volume-schema.js";
import { userPoolSchema } from "../user-pool/user-pool-schema.js";
import type { Described, DescribedApp } from "./described-app.js";

type DescribedParts = Omit<DescribedApp, "name" | "environment" | "sharing">;

/** Parses the options of every part; the lists come sorted by name. */
export function describeParts(parts: ReadonlyMap<Address, AnyPart>): { parts: DescribedParts; problems: Problem[] } {
  const problems: Problem[] = [];
  const read = <Kind extends PartKind>(
    address: Address,
    part: Part<Kind>,
    schema: z.ZodType<PartOptions[Kind]>,
  ): Described<Kind>[] => {
    if (!z.string().safeParse(part.name).success) {
      problems.push(namelessPart(address, part.kind));
      return [];
    }
    const result = readOptions(schema, part.options, address);
    problems.push(...result.problems);
    if (result.options === null) return [];
    return [{ kind: part.kind, name: part.name, address, options: result.options, broken: result.broken }];
  };
  const all = [...parts].toSorted(([left], [right]) => (left < right ? -1 : 1));
  const described: DescribedParts = {
    ingress: all.flatMap(([at, part]) => (part.kind === "ingress" ? read(at, part, ingressSchema) : []))[0] ?? null,
    services: all.flatMap(([at, part]) => (part.kind === "service" ? read(at, part, serviceSchema) : [])),
    jobs: all.flatMap(([at, part]) => (part.kind === "job" ? read(at, part, jobSchema) : [])),
    databases: all.flatMap(([at, part]) => (part.kind === "postgres" ? read(at, part, postgresSchema) : [])),
    caches: all.flatMap(([at, part]): Described<"valkey" | "redis">[] => {
      if (part.kind === "valkey") return read(at, part, cacheSchema);
      return part.kind === "redis" ? read(at, part, cacheSchema) : [];
    }),
    adoptedDatabases: all.flatMap(([at, part]) =>
      part.kind === "adoptedPostgres" ? read(at, part, adoptedPostgresSchema) : [],
    ),
    adoptedCaches: all.flatMap(([at, part]) =>
      part.kind === "adoptedCache" ? read(at, part, adoptedCacheSchema) : [],
    ),
    brokers: all.flatMap(([at, part]) => (part.kind === "rabbitmq" ? read(at, part, rabbitmqSchema) : [])),
    buckets: all.flatMap(([at, part]) => (part.kind === "bucket" ? read(at, part, bucketSchema) : [])),
    queues: all.flatMap(([at, part]) => (part.kind === "queue" ? read(at, part, queueSchema) : [])),
    volumes: all.flatMap(([at, part]) => (part.kind === "volume" ? read(at, part, volumeSchema) : [])),
    models: all.flatMap(([at, part]) => (part.kind === "model" ? read(at, part, modelSchema) : [])),
    secrets: all.flatMap(([at, part]) => (part.kind === "secret" ? read(at, part, secretSchema) : [])),
    parameters: all.flatMap(([at, part]) => (part.kind === "parameter" ? read(at, part, parameterSchema) : [])),
    sites: all.flatMap(([at, part]) => (part.kind === "site" ? read(at, part, siteSchema) : [])),
    images: all.flatMap(([at, part]) => (part.kind === "image" ? read(at, part, imageSchema) : [])),
    userPools: all.flatMap(([at, part]) => (part.kind === "userPool" ? read(at, part, userPoolSchema) : [])),
  };
  return { parts: described, problems };
}

const namelessPart = (path: Address, kind: PartKind): Problem => ({
  path,
  code: "InvalidName",
  message: `The first argument of ${kind}(…) must be its name, a text.`,
  fix: `Write it like ${kind}("name", { … }).`,
});
