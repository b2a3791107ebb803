import type { Redis } from "ioredis";
import { RedisScript } from "../redis/redis-script.js";

/**
 * Some 70 MB of events. Reached only when no dispatcher has read for a long time; then the oldest go, are counted, and
 * an alarm belongs on that count: a full Redis would take the limits and the cache down with it.
 */
export const STREAM_CEILING = 100_000;

/**
 * Takes away what every group has taken, and nothing else as long as the ceiling holds.
 *
 * Key: the stream; its count of lost events lies beside it. Argument: the ceiling. Answer: events taken away in order,
 * unread events dropped by the ceiling (this time; altogether), length.
 */
const TRIM = new RedisScript(
  `
local stream, lost = KEYS[1], KEYS[2]
if redis.call('EXISTS', stream) == 0 then return {0, 0, tonumber(redis.call('GET', lost) or 0), 0} end
local function less(a, b)
  local am, as = a:match('(%d+)-(%d+)')
  local bm, bs = b:match('(%d+)-(%d+)')
  if #am ~= #bm then return #am < #bm end
  if am ~= bm then return am < bm end
  return tonumber(as) < tonumber(bs)
end
local safe = nil
for _, group in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
  local facts = {}
  for i = 1, #group, 2 do facts[group[i]] = group[i + 1] end
  local needed = facts['last-delivered-id']
  if facts['pending'] > 0 then needed = redis.call('XPENDING', stream, facts['name'])[2] end
  if not safe or less(needed, safe) then safe = needed end
end
local taken, dropped = 0, 0
if safe then taken = redis.call('XTRIM', stream, 'MINID', '~', safe) end
local length = redis.call('XLEN', stream)
if length > tonumber(ARGV[1]) then
  dropped = redis.call('XTRIM', stream, 'MAXLEN', '~', ARGV[1])
  if dropped > 0 then redis.call('INCRBY', lost, dropped) end
  length = length - dropped
end
return {taken, dropped, tonumber(redis.call('GET', lost) or 0), length}`,
  2,
);

export interface TrimResult {
  /** Read and acknowledged by every group. */
  readonly taken: number;
  /** Not read by every group, dropped by the ceiling this time. */
  readonly dropped: number;
  /** The same since ever, by whoever trimmed. */
  readonly droppedInAll: number;
  readonly length: number;
}

export async function trimStream(redis: Redis, stream: string, ceiling: number): Promise<TrimResult> {
  const reply = await TRIM.run(redis, [stream, `${stream}:lost`, ceiling]);
  const [taken = 0, dropped = 0, droppedInAll = 0, length = 0] = Array.isArray(reply) ? reply.map(Number) : [];
  return { taken, dropped, droppedInAll, length };
}
