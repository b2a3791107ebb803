import { RedisScript } from "../redis/redis-script.js";
import { WINDOW_MS } from "./sliding-window.js";

/** Fields of the window's hash: w start, r/t requests and tokens of this window, q/u of the one before. */
const ROLL = `
local W = ${WINDOW_MS}
local function roll(key, now)
  local h = redis.call('HMGET', key, 'w', 'r', 't', 'q', 'u')
  local w, r, t, q, u = tonumber(h[1]), tonumber(h[2]) or 0, tonumber(h[3]) or 0, tonumber(h[4]) or 0, tonumber(h[5]) or 0
  if not w or now - w >= 2 * W or now < w - W then return now, 0, 0, 0, 0 end
  if now - w >= W then return w + W, 0, 0, r, t end
  return w, r, t, q, u
end
local function clock(given)
  if given ~= '0' then return tonumber(given) end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
`;

/**
 * Counts requests of one token in all of its limits, each or none of it, in their order.
 *
 * Keys: the token's window, the token's quota. Argument, whole numbers in one text, since clients write and read that
 * faster than lists: time in milliseconds or 0 for Redis' own (one clock for all tasks), requests and tokens a minute and
 * for life (-1: no such limit), then requests, tokens and version to begin the quota with (-1: not known), then the
 * estimated tokens of each request.
 *
 * Answer, in one text too: start of the window, elapsed milliseconds, requests and tokens of the window before; then for
 * each request its verdict, requests and tokens of this window, life's requests, tokens and version (-1: no quota).
 * Verdicts: 0 admitted, 1 and 2 the quota of requests or tokens is used up, 3 and 4 the rate of requests or tokens is
 * reached. An empty answer: the quota is not known: ask again with its beginning.
 */
export const RESERVE = new RedisScript(
  `${ROLL}
local given = {}
for number in string.gmatch(ARGV[1], '%S+') do given[#given + 1] = tonumber(number) end
local now = given[1]
if now == 0 then now = clock('0') end
local perMinute, tokensPerMinute, forLife, tokensForLife = given[2], given[3], given[4], given[5]
local hasRate, hasQuota = perMinute >= 0 or tokensPerMinute >= 0, forLife >= 0 or tokensForLife >= 0
local R, T, V = -1, -1, -1
local w, r, t, q, u = now, 0, 0, 0, 0
if hasRate then w, r, t, q, u = roll(KEYS[1], now) end
if hasQuota then
  local h = redis.call('HMGET', KEYS[2], 'r', 't', 'v')
  R, T, V = tonumber(h[1]), tonumber(h[2]), tonumber(h[3])
  if not V then
    R, T, V = given[6], given[7], given[8]
    if V < 0 then return '' end
    redis.call('HSET', KEYS[2], 'r', R, 't', T, 'v', V)
  end
end
local left = W - (now - w)
if left > W then left = W end
local answers, admitted = { string.format('%d %d %d %d', w, W - left, q, u) }, 0
for i = 9, #given do
  local estimate, verdict = given[i], 0
  if forLife >= 0 and R + 1 > forLife then verdict = 1
  elseif tokensForLife >= 0 and T + estimate > tokensForLife then verdict = 2
  elseif perMinute >= 0 and q * left + (r + 1) * W > perMinute * W then verdict = 3
  elseif tokensPerMinute >= 0 and u * left + (t + estimate) * W > tokensPerMinute * W then verdict = 4
  else
    admitted = admitted + 1
    if hasRate then r, t = r + 1, t + estimate end
    if hasQuota then R, T, V = R + 1, T + estimate, V + 1 end
  end
  answers[#answers + 1] = string.format('%d %d %d %d %d %d', verdict, r, t, R, T, V)
end
if admitted > 0 and hasRate then
  redis.call('HSET', KEYS[1], 'w', w, 'r', r, 't', t, 'q', q, 'u', u)
  redis.call('PEXPIRE', KEYS[1], 2 * W)
end
if admitted > 0 and hasQuota then
  redis.call('HSET', KEYS[2], 'r', R, 't', T, 'v', V)
  redis.call('PEXPIRE', KEYS[2], 604800000)
end
return table.concat(answers, ' ')`,
  2,
);

/**
 * Corrects what was counted: in the window where it was counted, as long as that one still weighs, and in the quota.
 *
 * Keys as above. Arguments: time or 0, start of the window of the reservation (-1: none), requests and tokens to add to
 * the window, requests and tokens to add to the quota, and what to begin an unknown quota with (version -1: nothing).
 * Answer: life's requests, tokens and version (-1: not known, so nothing was added to the quota).
 */
export const SETTLE = new RedisScript(
  `${ROLL}
local now, at = clock(ARGV[1]), tonumber(ARGV[2])
local function floor0(n) if n < 0 then return 0 end return n end
if at >= 0 and redis.call('EXISTS', KEYS[1]) == 1 then
  local w, r, t, q, u = roll(KEYS[1], now)
  local dr, dt = tonumber(ARGV[3]), tonumber(ARGV[4])
  if w == at then r, t = floor0(r + dr), floor0(t + dt)
  elseif w == at + W then q, u = floor0(q + dr), floor0(u + dt) end
  redis.call('HSET', KEYS[1], 'w', w, 'r', r, 't', t, 'q', q, 'u', u)
end
local h = redis.call('HMGET', KEYS[2], 'r', 't', 'v')
local R, T, V = tonumber(h[1]), tonumber(h[2]), tonumber(h[3])
if not V then R, T, V = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9]) end
if V < 0 then return {-1, -1, -1} end
local dR, dT = tonumber(ARGV[5]), tonumber(ARGV[6])
if dR == 0 and dT == 0 then return {R, T, V} end
R, T, V = floor0(R + dR), floor0(T + dT), V + 1
redis.call('HSET', KEYS[2], 'r', R, 't', T, 'v', V)
return {R, T, V}`,
  2,
);
