import { addressOf, usableMib } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const cacheTooSmall: AppRule = {
  code: "CacheTooSmall",
  severity: "error",
  title: "A cache has no room for what it must hold",
  why: "What may be evicted goes first, and then every write is refused: a stream takes no more events.",
  fix: "Take a larger node, hold less (a lower MAXLEN, smaller entries), or keep the stream in a cache of its own.",
  link: "https://repost.aws/knowledge-center/available-memory-elasticache-redis-node",
  check: ({ caches }) =>
    caches.flatMap(({ name, nodeType, holdsMib }) => {
      const room = usableMib(nodeType);
      if (holdsMib === null || room === null || holdsMib <= room) return [];
      return [
        {
          address: addressOf("cache", name),
          message: `Cache "${name}" must hold ${holdsMib} MiB at once, but a ${nodeType} has room for ${room} MiB.`,
        },
      ];
    }),
};
