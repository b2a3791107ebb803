import type { RedisAddress } from "./redis-address.js";
import { isRefusal, type Reply } from "./redis-protocol.js";
import { openRedisSession, type RedisSession, type RedisSessionOptions } from "./redis-session.js";

/** A key that another node has: `MOVED 3999 10.0.0.7:6379`. https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/ (2026-11) */
const MOVED = /^MOVED \d+ (?<host>.*):(?<port>\d+)$/u;

/**
 * A session that goes to the node which has a key, where the cache is in cluster mode. Caches that are made here never are; one that
 * exists already may be.
 */
export async function openClusterSession(address: RedisAddress, options: RedisSessionOptions): Promise<RedisSession> {
  let session = await openRedisSession(address, options);
  const ask = async (...words: readonly string[]): Promise<Reply> => {
    const reply = await session.ask(...words);
    const node = isRefusal(reply) ? nodeOf(reply.refusal, address) : null;
    if (node === null) return reply;
    session[Symbol.dispose]();
    session = await openRedisSession(node, options);
    return session.ask(...words);
  };
  return {
    ask,
    [Symbol.dispose]: () => {
      session[Symbol.dispose]();
    },
  };
}

function nodeOf(refusal: string, address: RedisAddress): RedisAddress | null {
  const { host, port } = MOVED.exec(refusal)?.groups ?? {};
  // Without a host it is the one that was asked, at another port.
  return host === undefined ? null : { ...address, host: host === "" ? address.host : host, port: Number(port) };
}
