import { isPart } from "../part/part.js";
import type { EnvValue } from "./container-options.js";
import type { OutputReference } from "./reference.js";
import type { ResolvedContainer, ResolvedValue } from "./resolved-container.js";

/** The variables of a container, sorted by name. */
export const resolveVariables = (env: Readonly<Record<string, EnvValue>>): ResolvedContainer["environment"] =>
  Object.entries(env)
    .map(([name, value]) => ({ name, value: resolveValue(value) }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));

function resolveValue(value: EnvValue): ResolvedValue {
  if (typeof value !== "object") return { kind: "literal", value: String(value) };
  if (isPart(value)) {
    return value.kind === "secret"
      ? { kind: "secret", secret: value.name, key: null }
      : { kind: "parameter", parameter: value.name };
  }
  return resolveOutput(value);
}

function resolveOutput(value: OutputReference): ResolvedValue {
  switch (value.kind) {
    case "database-output":
      return { kind: "database", database: value.database.name, output: value.output };
    case "cache-output":
      return { kind: "cache", cache: value.cache.name, output: value.output };
    case "broker-output":
      return {
        kind: "broker",
        broker: value.broker.name,
        output: value.output,
        runBy: value.broker.options.engine === "container" ? value.broker.name : null,
      };
    case "broker-credential":
      return { kind: "broker", broker: value.broker.name, output: value.field, runBy: null };
    case "service-output":
      return { kind: "service", service: value.service.name, output: value.output };
    case "bucket-name":
      return { kind: "bucket", bucket: value.bucket.name, access: value.access };
    case "queue-url":
      return { kind: "queue", queue: value.queue.name, access: value.access };
    case "model-id":
      return { kind: "model", model: value.model.name };
    case "user-pool-output":
      return { kind: "user-pool", userPool: value.userPool.name, output: value.output };
    case "secret-key":
      return { kind: "secret", secret: value.secret.name, key: value.key };
  }
}
