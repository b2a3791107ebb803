/** An event on its way: written once as JSON, passed on as it is. */
export interface EventRecord {
  /** The event's own id, by which a sink knows it again. */
  readonly id: string;
  /** JSON of a `CallEvent` on one line. */
  readonly json: string;
}

/** Name of the stream and of the fields of its entries. */
export const EVENT_STREAM = "llm-proxy-events";
export const ID_FIELD = "id";
export const JSON_FIELD = "event";
