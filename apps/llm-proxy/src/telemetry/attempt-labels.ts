import type { Labels, LabelSets } from "./labels.js";
import type { Redact } from "./redaction.js";

export interface AttemptFacts {
  readonly provider: string;
  readonly model: string | null;
  readonly operation: string;
  readonly host: string;
}

/** A caller may name any model: longer names are no model's. */
const MAXIMUM_MODEL_LENGTH = 100;

/** Labels of the GenAI conventions, made once for each combination. */
export function createAttemptLabels(sets: LabelSets, redact: Redact): (facts: AttemptFacts) => Labels {
  return ({ provider, operation, host, model: named }) => {
    const given = named?.slice(0, MAXIMUM_MODEL_LENGTH) ?? "";
    const key = `${provider} ${operation} ${host} ${given}`;
    const found = sets.find(key);
    if (found !== undefined) return found;
    // A caller may paste anything here, a key too.
    const model = redact(given);
    const [address, port] = splitHost(host);
    return sets.add(key, {
      "gen_ai.operation.name": operation,
      "gen_ai.provider.name": provider,
      ...(model === "" ? {} : { "gen_ai.request.model": model }),
      "server.address": address,
      ...(port === null ? {} : { "server.port": port }),
    });
  };
}

function splitHost(host: string): readonly [string, number | null] {
  const parts = /^(.*?)(?::(\d+))?$/.exec(host);
  return [parts?.[1] ?? host, parts?.[2] === undefined ? null : Number(parts[2])];
}
