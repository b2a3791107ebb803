import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";

/**
 * The last Redis OSS that ElastiCache has; what came after is Valkey (ElastiCache user guide, "Engine versions and upgrading", read
 * 2026-11).
 */
const LAST_REDIS = { major: 7, minor: 1 } as const;

/** A version must be one that ElastiCache has. */
export const checkCache: Check = ({ caches }) =>
  caches.flatMap(({ name, engine, version }) => {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    const isKnown = major < LAST_REDIS.major || (major === LAST_REDIS.major && minor <= LAST_REDIS.minor);
    if (engine !== "redis" || isKnown) return [];
    return [
      {
        path: `${addressOf("cache", name)}.version`,
        code: "UnknownEngineVersion",
        message: `ElastiCache has no Redis ${version}; the last that it has is ${LAST_REDIS.major}.${LAST_REDIS.minor}.`,
        fix: `Use "${LAST_REDIS.major}.${LAST_REDIS.minor}", or valkey("${name}"), which speaks the same protocol and goes on from there.`,
      },
    ];
  });
