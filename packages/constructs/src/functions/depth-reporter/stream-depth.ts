import { Fault } from "@fairlead/errors";
import { isRefusal, type Reply } from "./redis-protocol.js";
import type { RedisSession } from "./redis-session.js";
import type { Depth, StreamSeries } from "./series.js";

/** What `XINFO GROUPS` says of one group. */
interface GroupFacts {
  /** Entries that were handed to a consumer and not acknowledged. */
  readonly pending: number;
  /** Entries that were handed to nobody; `null`: the cache doesn't know. */
  readonly lag: number | null;
  readonly lastDeliveredId: string;
}

/**
 * The entries of a stream that a group has yet to finish: those that wait, and those that are being worked on.
 * https://redis.io/docs/latest/commands/xinfo-groups/ (2026-11)
 */
export async function streamDepth(
  session: Pick<RedisSession, "ask">,
  { stream, group }: Pick<StreamSeries, "group" | "stream">,
): Promise<Depth> {
  const groups = await session.ask("XINFO", "GROUPS", stream);
  if (isRefusal(groups)) {
    if (!groups.refusal.startsWith("ERR no such key")) throw refused("XINFO GROUPS", groups.refusal);
    return { count: 0, note: `There is no stream "${stream}": nothing has been added to it yet.` };
  }
  const facts = factsOf(groups, group);
  if (facts === null) {
    // The tasks make the group; if it had to be there first, nothing would ever start them.
    const count = await lengthOf(session, stream);
    return { count, note: `There is no group "${group}" yet: every entry of the stream counts.` };
  }
  if (facts.lag !== null) return { count: facts.lag + facts.pending, note: null };
  if (await isReadToTheEnd(session, stream, facts)) return { count: facts.pending, note: null };
  return {
    // Entries that are there no more are no work, and every other one is in the stream.
    count: Math.max(await lengthOf(session, stream), facts.pending),
    note: "The cache doesn't know how far the group is behind, since entries were deleted or trimmed: this is the stream's length, which is the most that it can be.",
  };
}

function factsOf(groups: Reply, name: string): GroupFacts | null {
  const fields = listOf(groups)
    .map(fieldsOf)
    .find((group) => group.get("name") === name);
  if (fields === undefined) return null;
  const lag = fields.get("lag");
  return {
    pending: numberOf(fields.get("pending"), "pending"),
    // Before version 7 there is none.
    lag: lag === undefined || lag === null ? null : numberOf(lag, "lag"),
    lastDeliveredId: textOf(fields.get("last-delivered-id"), "last-delivered-id"),
  };
}

/** Whether no entry is left that nobody was handed: exact, and what waking and idling depend on. */
async function isReadToTheEnd(
  session: Pick<RedisSession, "ask">,
  stream: string,
  { lastDeliveredId }: GroupFacts,
): Promise<boolean> {
  const next = await session.ask("XRANGE", stream, `(${lastDeliveredId}`, "+", "COUNT", "1");
  // Before version 6.2 no range leaves its first entry out.
  return !isRefusal(next) && listOf(next).length === 0;
}

async function lengthOf(session: Pick<RedisSession, "ask">, stream: string): Promise<number> {
  const length = await session.ask("XLEN", stream);
  if (isRefusal(length)) throw refused("XLEN", length.refusal);
  return numberOf(length, "length");
}

function listOf(reply: Reply): readonly Reply[] {
  if (typeof reply === "object" && reply !== null && !isRefusal(reply)) return reply;
  throw new Fault("StrangeReply", "The cache answered with something else than a list.");
}

/** `[name, value, name, value, …]` */
function fieldsOf(reply: Reply): ReadonlyMap<string, Reply> {
  const words = listOf(reply);
  return new Map(
    words.flatMap((name, at): [string, Reply][] =>
      at % 2 === 0 && typeof name === "string" ? [[name, words[at + 1] ?? null]] : [],
    ),
  );
}

function numberOf(reply: Reply | undefined, what: string): number {
  if (typeof reply === "number") return reply;
  throw new Fault("StrangeReply", `The cache gave no number for ${what}.`);
}

function textOf(reply: Reply | undefined, what: string): string {
  if (typeof reply === "string") return reply;
  throw new Fault("StrangeReply", `The cache gave no text for ${what}.`);
}

const refused = (command: string, refusal: string): Fault =>
  new Fault("CacheRefused", `The cache refused ${command}: ${refusal}`);
