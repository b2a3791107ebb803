import type { Attributes } from "@opentelemetry/api";

/** Labels of a series. Equal labels have equal keys, so that a recording compares one string and hashes no object. */
export interface Labels {
  readonly key: string;
  readonly attributes: Attributes;
}

export const NO_LABELS: Labels = { key: "", attributes: {} };

/** As the SDK calls what no longer has a series of its own (OpenTelemetry, metrics SDK, "cardinality limits"). */
const OVERFLOW: Labels = { key: "\u0000overflow", attributes: { "otel.metric.overflow": true } };

/** OpenTelemetry's default for an instrument's series is 2,000; callers choose some labels, e.g. the model. */
const MAXIMUM = 2000;

/** Makes labels once and keeps them; when there are too many, further ones share one series. */
export class LabelSets {
  readonly #known = new Map<string, Labels>();
  /** Labels, name, value: for those that were made before, no key is put together and hashed anew. */
  readonly #extensions = new Map<Labels, Map<string, Map<string | number, Labels>>>();

  find(key: string): Labels | undefined {
    return this.#known.get(key);
  }

  add(key: string, attributes: Attributes): Labels {
    if (this.#known.size >= MAXIMUM) return OVERFLOW;
    const labels = { key, attributes };
    this.#known.set(key, labels);
    return labels;
  }

  /** The same labels and one more. */
  extended(labels: Labels, name: string, value: string | number): Labels {
    return this.#extensions.get(labels)?.get(name)?.get(value) ?? this.#extend(labels, name, value);
  }

  #extend(labels: Labels, name: string, value: string | number): Labels {
    const key = `${labels.key}\u0000${name}\u0000${value}`;
    const extension = this.#known.get(key) ?? this.add(key, { ...labels.attributes, [name]: value });
    // Values without a series of their own may be many.
    if (extension !== OVERFLOW) mapIn(mapIn(this.#extensions, labels), name).set(value, extension);
    return extension;
  }
}

function mapIn<Outer, Key, Value>(maps: Map<Outer, Map<Key, Value>>, key: Outer): Map<Key, Value> {
  let found = maps.get(key);
  if (found === undefined) {
    found = new Map();
    maps.set(key, found);
  }
  return found;
}
