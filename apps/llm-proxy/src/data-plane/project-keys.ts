import type { EncryptedProviderKey, Grant } from "../access/grant.js";
import type { Hop } from "../upstream/upstream-settings.js";
import type { DataPlanePorts } from "./ports.js";

/** Chooses the key for a provider; opened keys live as long as the grant that holds them. */
export class ProjectKeys {
  readonly #ports: Pick<DataPlanePorts, "keys" | "telemetry">;
  readonly #opened = new WeakMap<EncryptedProviderKey, { readonly key: string | null }>();

  constructor(ports: Pick<DataPlanePorts, "keys" | "telemetry">) {
    this.#ports = ports;
  }

  /** @returns `null`: the project may not use this provider. A project with keys of its own uses only those. */
  keyFor(grant: Grant, hop: Hop): string | null {
    if (grant.providerKeys.length === 0) return hop.key;
    const sealed = grant.providerKeys.find(({ provider }) => provider === hop.name);
    if (sealed === undefined) return null;
    let opened = this.#opened.get(sealed);
    if (opened === undefined) {
      opened = { key: this.#open(grant.projectId, sealed) };
      this.#opened.set(sealed, opened);
    }
    return opened.key;
  }

  /** A key that can't be opened (its encryption key is gone) shuts this provider out, not the whole call. */
  #open(projectId: string, sealed: EncryptedProviderKey): string | null {
    try {
      return this.#ports.keys.open(projectId, sealed);
    } catch {
      this.#ports.telemetry.count("llm_proxy.keys.unopened", { provider: sealed.provider });
      return null;
    }
  }
}
