import type { CallEvent } from "./call-event.js";

/**
 * What `JSON.stringify` makes of an event, by hand: nearly all of its texts are names that stand in JSON as they are, and the
 * fields are known (0.9 µs instead of 1.9, measured 2026-11-21, Node.js 24).
 */
export function eventJson(event: CallEvent): string {
  const { usage } = event;
  return (
    `{"id":${quoted(event.id)},"at":"${event.at}","projectId":${quoted(event.projectId)},"tokenId":${quoted(event.tokenId)}` +
    `,"method":${quoted(event.method)},"path":${quoted(event.path)},"model":${quoted(event.model)}` +
    `,"provider":${quoted(event.provider)},"status":${numeric(event.status)},"outcome":"${event.outcome}"` +
    `,"isStream":${String(event.isStream)},"durationMs":${numeric(event.durationMs)}` +
    `,"timeToFirstByteMs":${numeric(event.timeToFirstByteMs)},"usage":${usage === null ? "null" : usageJson(usage)}` +
    `,"costUsd":${numeric(event.costUsd)},"attempts":[${attemptsJson(event.attempts)}]}`
  );
}

const usageJson = (usage: NonNullable<CallEvent["usage"]>): string =>
  `{"inputTokens":${numeric(usage.inputTokens)},"outputTokens":${numeric(usage.outputTokens)}` +
  `,"cachedInputTokens":${numeric(usage.cachedInputTokens)}}`;

function attemptsJson(attempts: CallEvent["attempts"]): string {
  let json = "";
  for (const { provider, status, error } of attempts) {
    const comma = json === "" ? "" : ",";
    json += `${comma}{"provider":${quoted(provider)},"status":${numeric(status)},"error":${quoted(error)}}`;
  }
  return json;
}

/** Nearly all names are made of these and stand in JSON as they are. */
const PLAIN = /^[\w./:@ -]*$/;

export const quoted = (text: string | null): string =>
  text === null ? "null" : PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);

/** JSON knows no infinity. */
export const numeric = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? "null" : String(value);
