import type { CallEvent } from "./call-event.js";

/** Kept: installations speak of some dozens of models, and of fewer paths. */
const KNOWN_TEXTS = 1000;
/** No model's name and no path of the API is longer; what is, is masked anew each time rather than kept. */
const LONGEST_KNOWN_TEXT = 200;

/**
 * Masks what callers put into an event themselves, the name of a model and the path: they may paste anything there, a key
 * too, and sinks, usage and the admin page would all show it. A text that was seen before costs one look-up.
 * @param redact masks the secrets in a text.
 */
export function redactingEvents(redact: (text: string) => string): (event: CallEvent) => CallEvent {
  const known = new Map<string, string>();
  const clean = (text: string): string => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const masked = redact(text);
    if (text.length > LONGEST_KNOWN_TEXT) return masked;
    if (known.size >= KNOWN_TEXTS) known.clear();
    known.set(text, masked);
    return masked;
  };
  return (event) => {
    const path = clean(event.path);
    const model = event.model === null ? null : clean(event.model);
    return path === event.path && model === event.model ? event : { ...event, path, model };
  };
}
