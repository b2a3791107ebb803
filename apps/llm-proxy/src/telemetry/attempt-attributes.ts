import type { Attributes } from "@opentelemetry/api";
import { LRUCache } from "lru-cache";
import type { Redact } from "./redaction.js";

export interface AttemptFacts {
  readonly provider: string;
  readonly model: string | null;
  readonly operation: string;
  readonly host: string;
}

/** A caller may name any model: longer names are no model's, and the SDK folds more than 2,000 label sets into one. */
const MAXIMUM_MODEL_LENGTH = 100;

/** Attributes of the GenAI conventions; made once for each combination, kept for the thousand most recent. */
export function createAttemptAttributes(redact: Redact): (facts: AttemptFacts) => Attributes {
  const known = new LRUCache<string, Attributes>({ max: 1000 });
  return (facts) => {
    const given = facts.model?.slice(0, MAXIMUM_MODEL_LENGTH) ?? "";
    const key = `${facts.provider} ${facts.operation} ${facts.host} ${given}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    // A caller may paste anything here, a key too.
    const model = redact(given);
    const [address, port] = splitHost(facts.host);
    const made: Attributes = {
      "gen_ai.operation.name": facts.operation,
      "gen_ai.provider.name": facts.provider,
      ...(model === "" ? {} : { "gen_ai.request.model": model }),
      "server.address": address,
      ...(port === null ? {} : { "server.port": port }),
    };
    known.set(key, made);
    return made;
  };
}

function splitHost(host: string): readonly [string, number | null] {
  const parts = /^(.*?)(?::(\d+))?$/.exec(host);
  return [parts?.[1] ?? host, parts?.[2] === undefined ? null : Number(parts[2])];
}
