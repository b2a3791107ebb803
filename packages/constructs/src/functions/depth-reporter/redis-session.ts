import { once } from "node:events";
import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { Fault } from "@fairlead/errors";
import type { RedisAddress } from "./redis-address.js";
import { isRefusal, readReply, type Reply, writeCommand } from "./redis-protocol.js";

/** A connection to a cache on which one command follows the other. */
export interface RedisSession extends Disposable {
  ask(...words: readonly string[]): Promise<Reply>;
}

/** How a session is opened. */
export interface RedisSessionOptions {
  /** How long the cache may be silent. */
  readonly timeoutMs: number;
}

/**
 * Connects and signs in. It is as little of a client as reading two numbers takes: a library would bring pools, retries and a tenth of
 * a second of cold start along. TLS trusts whom Node.js trusts, Amazon's authorities among them, as the app's own client does.
 */
export async function openRedisSession(
  address: RedisAddress,
  { timeoutMs }: RedisSessionOptions,
): Promise<RedisSession> {
  const socket = open(address);
  socket.setTimeout(timeoutMs, () => socket.destroy(new Fault("CacheSilent", `${nameOf(address)} doesn't answer.`)));
  const session = new SocketSession(socket, address);
  try {
    await once(socket, address.transport === "tls" ? "secureConnect" : "connect");
    await signIn(session, address);
    return session;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

const nameOf = ({ host, port }: RedisAddress): string => `${host}:${port}`;

function open({ transport, host, port }: RedisAddress): Socket {
  if (transport === "plain") return connectPlain(port, host);
  // A certificate names a host; TLS takes no address for a name.
  return connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}) });
}

async function signIn(session: RedisSession, { user, password, database }: RedisAddress): Promise<void> {
  const commands = [
    ...(password === null ? [] : [["AUTH", ...(user === null ? [] : [user]), password]]),
    ...(database === 0 ? [] : [["SELECT", String(database)]]),
  ];
  for (const command of commands) {
    const reply = await session.ask(...command);
    if (isRefusal(reply)) throw new Fault("CacheRefused", `The cache refused ${command[0] ?? ""}: ${reply.refusal}`);
  }
}

class SocketSession implements RedisSession {
  private readonly chunks: AsyncIterator<unknown>;
  private readonly socket: Socket;
  private readonly address: RedisAddress;
  private unread = Buffer.alloc(0);

  constructor(socket: Socket, address: RedisAddress) {
    this.socket = socket;
    this.address = address;
    this.chunks = socket[Symbol.asyncIterator]();
  }

  async ask(...words: readonly string[]): Promise<Reply> {
    this.socket.write(writeCommand(words));
    for (;;) {
      const read = readReply(this.unread, 0);
      if (read !== null) {
        this.unread = this.unread.subarray(read.end);
        return read.reply;
      }
      await this.receive();
    }
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }

  private async receive(): Promise<void> {
    const next = await this.chunks.next();
    const chunk: unknown = next.value;
    // At the end of the connection there is none.
    if (!Buffer.isBuffer(chunk)) throw new Fault("CacheGone", `${nameOf(this.address)} ended the connection.`);
    this.unread = Buffer.concat([this.unread, chunk]);
  }
}
