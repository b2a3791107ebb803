import { type EventRecord, ID_FIELD, JSON_FIELD } from "../events/event-record.js";

/** An event as a stream holds it. */
export interface StreamEntry extends EventRecord {
  /** Its place in the stream, e.g. `1763690000000-0`. */
  readonly entryId: string;
}

/** @param reply of XREADGROUP with one stream: `[[stream, entries]]`, or `null` when nothing came. */
export function entriesOfRead(reply: unknown): StreamEntry[] {
  const first: unknown = Array.isArray(reply) ? reply[0] : null;
  return Array.isArray(first) ? entriesOf(first[1]) : [];
}

/** @param entries `[[entryId, [field, value, …]], …]`; one that is gone from the stream has `null` for its fields. */
export function entriesOf(entries: unknown): StreamEntry[] {
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: unknown) => {
    if (!Array.isArray(entry)) return [];
    const entryId: unknown = entry[0];
    const fields: unknown = entry[1];
    if (typeof entryId !== "string") return [];
    const id = fieldOf(fields, ID_FIELD);
    // An entry without an event in it is passed on as empty, so that it is rejected and not read for ever.
    return [{ entryId, id: id ?? entryId, json: fieldOf(fields, JSON_FIELD) ?? "" }];
  });
}

function fieldOf(fields: unknown, name: string): string | null {
  if (!Array.isArray(fields)) return null;
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const value: unknown = fields[index + 1];
    if (fields[index] === name && typeof value === "string") return value;
  }
  return null;
}
