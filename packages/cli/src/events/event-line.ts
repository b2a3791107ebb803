import { JSON_SCHEMA_VERSION } from "../command/json-document.js";

/** One event of a stream, as `--json` writes it; `time` comes with the writing. */
export interface EventLine {
  readonly type: string;
  readonly [field: string]: unknown;
}

const timed = (event: EventLine, nowMs: number): EventLine => {
  const { type, ...fields } = event;
  return { type, time: new Date(nowMs).toISOString(), ...fields };
};

/** One line of a stream of events. */
export const eventLine = (event: EventLine, nowMs: number): string => `${JSON.stringify(timed(event, nowMs))}\n`;

/** A line that can stand alone: the first of a stream, and the last, which is the outcome. */
export const framingLine = (event: EventLine, nowMs: number): string =>
  `${JSON.stringify({ schemaVersion: JSON_SCHEMA_VERSION, ...timed(event, nowMs) })}\n`;
