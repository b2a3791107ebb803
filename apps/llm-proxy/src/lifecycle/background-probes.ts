import type { Dependency } from "./dependency.js";

export interface DependencyState {
  readonly name: Dependency["name"];
  /** `unknown` until the first probe has ended. */
  readonly status: "up" | "down" | "unknown";
  /** Of the last probe; `null`: it failed. */
  readonly latencyMs: number | null;
  readonly details: Readonly<Record<string, number>>;
}

export interface ProbeSettings {
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

export interface BackgroundProbes {
  readonly states: () => readonly DependencyState[];
  /** Resolves once each dependency has been asked. */
  readonly firstRound: Promise<void>;
  stop(): void;
}

/** Asks each dependency again and again, so that no health answer ever waits for one. A probe that hangs is not doubled. */
export function startProbes(
  dependencies: readonly Dependency[],
  settings: ProbeSettings,
  now: () => number,
): BackgroundProbes {
  const probes = dependencies.map((dependency) => new Probe(dependency, settings, now));
  return {
    states: () => probes.map((probe) => probe.state()),
    firstRound: Promise.all(probes.map((probe) => probe.start())).then(() => undefined),
    stop: () => {
      for (const probe of probes) probe.stop();
    },
  };
}

class Probe {
  readonly #dependency: Dependency;
  readonly #settings: ProbeSettings;
  readonly #now: () => number;
  readonly #stopped = new AbortController();
  #status: DependencyState["status"] = "unknown";
  #latencyMs: number | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(dependency: Dependency, settings: ProbeSettings, now: () => number) {
    this.#dependency = dependency;
    this.#settings = settings;
    this.#now = now;
  }

  state(): DependencyState {
    return {
      name: this.#dependency.name,
      status: this.#status,
      latencyMs: this.#latencyMs,
      details: this.#dependency.details(),
    };
  }

  async start(): Promise<void> {
    await this.#probe();
    if (this.#stopped.signal.aborted) return;
    this.#timer = setTimeout(() => void this.start(), this.#settings.intervalMs);
    this.#timer.unref();
  }

  stop(): void {
    this.#stopped.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #probe(): Promise<void> {
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(this.#settings.timeoutMs)]);
    const startedMs = this.#now();
    const isWell = await answersWithin(this.#dependency, signal);
    if (this.#stopped.signal.aborted) return;
    this.#status = isWell ? "up" : "down";
    this.#latencyMs = isWell ? this.#now() - startedMs : null;
  }
}

/** A dependency that ignores the signal counts as silent all the same. */
function answersWithin(dependency: Dependency, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const late = (): void => {
      resolve(false);
    };
    signal.addEventListener("abort", late, { once: true });
    dependency
      .probe(signal)
      .then(
        () => {
          resolve(true);
        },
        () => {
          resolve(false);
        },
      )
      .finally(() => {
        signal.removeEventListener("abort", late);
      });
  });
}
