import { getCACertificates } from "node:tls";
import { Pool } from "undici";
import { Deadlines } from "../lifecycle/deadlines.js";
import type { Caller } from "./caller.js";
import type { ForwardRequest } from "./forward-request.js";
import { Forwarding } from "./forwarding.js";
import type { Breakers } from "./hop-chooser.js";
import type { Hop, UpstreamSettings } from "./upstream-settings.js";

/** Time and chance come in from outside. */
export interface UpstreamPorts {
  readonly clock: { epochMs(): number; monotonicMs(): number };
  /** In [0, 1). */
  readonly random: () => number;
}

export interface Target {
  readonly pool: Pool;
  readonly host: string;
}

/** All providers: their connections and their breakers. */
export class Upstream {
  readonly settings: UpstreamSettings;
  readonly ports: UpstreamPorts;
  /** Names the chain, for cache keys: another chain would give other answers. */
  readonly identity: string;
  readonly breakers: Breakers = new Map();
  /** Of all attempts that are under way. */
  readonly deadlines: Deadlines;
  readonly #targets = new Map<string, Target>();

  constructor(settings: UpstreamSettings, ports: UpstreamPorts) {
    this.settings = settings;
    this.ports = ports;
    this.deadlines = new Deadlines(() => ports.clock.monotonicMs());
    this.identity = settings.chain.map(({ provider }) => provider.baseUrl).join(" ");
  }

  /** Starts at once; the caller hears of everything. */
  forward(request: ForwardRequest, caller: Caller): Forwarding {
    return new Forwarding(this, request, caller);
  }

  targetOf(hop: Hop): Target {
    const { baseUrl } = hop.provider;
    const { timeouts, certificateAuthority } = this.settings;
    let target = this.#targets.get(baseUrl);
    if (target === undefined) {
      const { origin, host } = new URL(baseUrl);
      const pool = new Pool(origin, {
        connections: this.settings.connectionsPerOrigin,
        pipelining: 1,
        // HTTP/2 costs as much CPU here, and one lost packet would stall all streams of a connection.
        allowH2: false,
        connect: { timeout: timeouts.connectMs, ...trusted(certificateAuthority) },
        // Attempts have timers of their own.
        headersTimeout: 0,
        bodyTimeout: 0,
        // Shorter than what providers' load balancers keep (60 s and more), so that we close first.
        keepAliveTimeout: 30_000,
      });
      target = { pool, host };
      this.#targets.set(baseUrl, target);
    }
    return target;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#targets.values()].map(({ pool }) => pool.destroy()));
    this.#targets.clear();
  }
}

/** What is named here replaces Node's list; so the list is named too. */
const trusted = (certificateAuthority: string | null): { readonly ca?: string[] } =>
  certificateAuthority === null ? {} : { ca: [...getCACertificates("default"), certificateAuthority] };
