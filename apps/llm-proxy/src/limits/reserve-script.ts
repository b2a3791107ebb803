import { RedisScript } from "../redis/redis-script.js";
import { WINDOW_MS } from "./sliding-window.js";

/**
 * Fields of the window's hash: w start, r/t requests and tokens of this window, q/u of the one before. Beside them, or beside
 * the quota of a token without a rate: x until when leases may be out, h who has them (`*`: several).
 */
const ROLL = `
local W = ${WINDOW_MS}
local function roll(key, now)
  local h = redis.call('HMGET', key, 'w', 'r', 't', 'q', 'u')
  local w, r, t, q, u = tonumber(h[1]), tonumber(h[2]) or 0, tonumber(h[3]) or 0, tonumber(h[4]) or 0, tonumber(h[5]) or 0
  if not w or now - w >= 2 * W or now < w - W then return now, 0, 0, 0, 0 end
  if now - w >= W then return w + W, 0, 0, r, t end
  return w, r, t, q, u
end
local function floor0(n) if n < 0 then return 0 end return n end
local function correct(key, at, dr, dt)
  local h = redis.call('HMGET', key, 'w', 'r', 't', 'q', 'u')
  local w = tonumber(h[1])
  if w and w == at then redis.call('HSET', key, 'r', floor0(tonumber(h[2]) + dr), 't', floor0(tonumber(h[3]) + dt))
  elseif w and w == at + W then redis.call('HSET', key, 'q', floor0(tonumber(h[4]) + dr), 'u', floor0(tonumber(h[5]) + dt)) end
end
local function clock(given)
  if given ~= '0' then return tonumber(given) end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
`;

/**
 * Counts requests of one token in all of its limits, each or none of it, in their order; takes back what a task has left of
 * its lease before it decides, and hands out a new one after it. What is leased is counted like a request that was admitted,
 * so that whatever a task admits from it was counted first; the next requests of the same window only ever meet a window
 * that weighs less.
 *
 * Keys: the token's window, the token's quota. First argument, whole numbers in one text, since clients write and read that
 * faster than lists: time in milliseconds or 0 for Redis' own (one clock for all tasks), requests and tokens a minute and
 * for life (-1: no such limit), then requests, tokens and version to begin the quota with (-1: not known); of the lease the
 * window's start, requests and tokens that are left and come back, requests and tokens that are wished for, and for how many
 * milliseconds others must reckon with it; then the estimated tokens of each request. Second argument: who asks.
 *
 * Answer, in one text too: start of the window, elapsed milliseconds, requests and tokens of the window before, for how long
 * others may still give leased ones back, requests and tokens that are leased, requests and tokens of this window and for
 * life and its version when all is done (-1: no quota); then for each request its verdict, requests and tokens of this
 * window.
 * Verdicts: 0 admitted, 1 and 2 the quota of requests or tokens is used up, 3 and 4 the rate of requests or tokens is
 * reached. An empty answer: the quota is not known: ask again with its beginning.
 *
 * A lease is at most an eighth of what is free, none when that is less than one: so the last few are admitted one by one,
 * and no task can hold much that another one lacks.
 */
export const RESERVE = new RedisScript(
  `${ROLL}
local given = {}
for number in string.gmatch(ARGV[1], '%S+') do given[#given + 1] = tonumber(number) end
local now = given[1]
if now == 0 then now = clock('0') end
local perMinute, tokensPerMinute, forLife, tokensForLife = given[2], given[3], given[4], given[5]
local at, backR, backT, wantR, wantT, holdMs = given[9], given[10], given[11], given[12], given[13], given[14]
local hasRate, hasQuota = perMinute >= 0 or tokensPerMinute >= 0, forLife >= 0 or tokensForLife >= 0
local isBack = backR ~= 0 or backT ~= 0
local R, T, V = -1, -1, -1
if hasQuota then
  local h = redis.call('HMGET', KEYS[2], 'r', 't', 'v')
  R, T, V = tonumber(h[1]), tonumber(h[2]), tonumber(h[3])
  if not V then
    R, T, V = given[6], given[7], given[8]
    if V < 0 then return '' end
    redis.call('HSET', KEYS[2], 'r', R, 't', T, 'v', V)
  elseif isBack then
    R, T, V = floor0(R - backR), floor0(T - backT), V + 1
    redis.call('HSET', KEYS[2], 'r', R, 't', T, 'v', V)
  end
end
local w, r, t, q, u = now, 0, 0, 0, 0
if hasRate then
  if isBack then correct(KEYS[1], at, -backR, -backT) end
  w, r, t, q, u = roll(KEYS[1], now)
end
local left = W - (now - w)
if left > W then left = W end
local answers, admitted = {}, 0
for i = 15, #given do
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
  answers[#answers + 1] = string.format('%d %d %d', verdict, r, t)
end
local share = hasRate and KEYS[1] or KEYS[2]
local h = redis.call('HMGET', share, 'x', 'h')
local leasedUntil, holder = tonumber(h[1]) or 0, h[2]
local leaseR, leaseT = 0, 0
if wantR > 0 then
  local freeR, freeT = wantR * 8, wantT * 8
  if perMinute >= 0 then freeR = math.min(freeR, perMinute - q * left / W - r) end
  if forLife >= 0 then freeR = math.min(freeR, forLife - R) end
  if tokensPerMinute >= 0 then freeT = math.min(freeT, tokensPerMinute - u * left / W - t) end
  if tokensForLife >= 0 then freeT = math.min(freeT, tokensForLife - T) end
  leaseR, leaseT = math.floor(freeR / 8), math.floor(freeT / 8)
  if leaseR < 1 or leaseT < 0 or (leaseT < 1 and wantT > 0) then leaseR, leaseT = 0, 0 end
end
if leaseR > 0 then
  if hasRate then r, t = r + leaseR, t + leaseT end
  if hasQuota then R, T, V = R + leaseR, T + leaseT, V + 1 end
  if leasedUntil > now and holder ~= ARGV[2] then holder = '*' else holder = ARGV[2] end
  leasedUntil = math.max(leasedUntil, now + holdMs)
end
if (admitted > 0 or leaseR > 0) and hasRate then
  redis.call('HSET', KEYS[1], 'w', w, 'r', r, 't', t, 'q', q, 'u', u)
  redis.call('PEXPIRE', KEYS[1], 2 * W)
end
if (admitted > 0 or leaseR > 0) and hasQuota then
  redis.call('HSET', KEYS[2], 'r', R, 't', T, 'v', V)
  redis.call('PEXPIRE', KEYS[2], 604800000)
end
if leaseR > 0 then redis.call('HSET', share, 'x', leasedUntil, 'h', holder) end
local othersHold = 0
if leasedUntil > now and holder ~= ARGV[2] then othersHold = leasedUntil - now end
return string.format('%d %d %d %d %d %d %d %d %d %d %d %d ', w, W - left, q, u, othersHold, leaseR, leaseT, r, t, R, T, V)
  .. table.concat(answers, ' ')`,
  2,
);

/**
 * Corrects what was counted: in the window where it was counted, as long as that one still weighs, and in the quota.
 *
 * Keys as above. Arguments: start of the window of the reservation (-1: none), requests and tokens to add to
 * the window, requests and tokens to add to the quota, and what to begin an unknown quota with (version -1: nothing).
 * Answer: life's requests, tokens and version (-1: not known, so nothing was added to the quota).
 */
export const SETTLE = new RedisScript(
  `${ROLL}
correct(KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]))
local h = redis.call('HMGET', KEYS[2], 'r', 't', 'v')
local R, T, V = tonumber(h[1]), tonumber(h[2]), tonumber(h[3])
if not V then R, T, V = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8]) end
if V < 0 then return {-1, -1, -1} end
local dR, dT = tonumber(ARGV[4]), tonumber(ARGV[5])
if dR == 0 and dT == 0 then return {R, T, V} end
R, T, V = floor0(R + dR), floor0(T + dT), V + 1
redis.call('HSET', KEYS[2], 'r', R, 't', T, 'v', V)
return {R, T, V}`,
  2,
);
