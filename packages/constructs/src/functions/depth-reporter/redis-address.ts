import { Fault } from "@fairlead/errors";

/** Where a cache is, and how one signs in. */
export interface RedisAddress {
  readonly transport: "plain" | "tls";
  readonly host: string;
  readonly port: number;
  /** `null`: the one that AUTH without a name means. */
  readonly user: string | null;
  /** `null`: nobody signs in. */
  readonly password: string | null;
  readonly database: number;
}

const DEFAULT_PORT = 6379;

const TRANSPORTS: Readonly<Record<string, RedisAddress["transport"]>> = { "redis:": "plain", "rediss:": "tls" };

/** Reads `rediss://<user>:<password>@<host>:<port>/<database>`. The URL holds a password, so no error repeats it. */
export function parseRedisUrl(text: string): RedisAddress {
  const url = URL.parse(text);
  const transport = url === null ? undefined : TRANSPORTS[url.protocol];
  if (url === null || transport === undefined || url.hostname === "") {
    throw new Fault("UnreadableCacheUrl", "The secret holds no URL that begins with redis:// or rediss://.");
  }
  const database = Number(url.pathname.slice(1));
  return {
    transport,
    host: url.hostname,
    port: url.port === "" ? DEFAULT_PORT : Number(url.port),
    user: url.username === "" ? null : decodeURIComponent(url.username),
    password: url.password === "" ? null : decodeURIComponent(url.password),
    database: Number.isSafeInteger(database) ? database : 0,
  };
}
