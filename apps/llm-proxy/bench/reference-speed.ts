import type { RunningProcess } from "./child-process.js";
import { cpuTimeUs } from "./process-figures.js";
import { CONNECTIONS, NO_TOKEN, sendRequests } from "./request-load.js";

export interface ReferenceField {
  readonly reference: RunningProcess;
  readonly signal: AbortSignal;
}

/** Long enough for tens of thousands of requests, and short against what it is put between. */
const LOOK_SECONDS = 1;

/**
 * How fast the machine is while something else is measured: what nginx takes for a request, in looks before, between and after.
 * A virtual machine changes its speed by half from one second to the next, so a look minutes away says nothing.
 */
export class ReferenceSpeed {
  readonly #field: ReferenceField;
  #requests = 0;
  #cpuUs = 0;

  constructor(field: ReferenceField) {
    this.#field = field;
  }

  /** Over all looks so far. */
  get usPerRequest(): number {
    return this.#cpuUs / this.#requests;
  }

  async look(): Promise<void> {
    const { reference, signal } = this.#field;
    const before = cpuTimeUs(reference.pid);
    const { requests } = await sendRequests({
      origin: reference.origin,
      headers: NO_TOKEN,
      connections: CONNECTIONS,
      seconds: LOOK_SECONDS,
      signal,
    });
    this.#requests += requests;
    this.#cpuUs += cpuTimeUs(reference.pid) - before;
  }
}
