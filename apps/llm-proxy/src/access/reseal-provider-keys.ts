import { StateError } from "../errors/state-error.js";
import type { ProviderKeys } from "../state/provider-keys.js";
import type { KeySealer } from "./key-sealer.js";

export interface ResealResult {
  readonly resealed: number;
  /** Sealed by a key that is not at hand, or damaged; left as they are, for each a line of what to do. */
  readonly failed: readonly { readonly projectId: string; readonly provider: string; readonly message: string }[];
}

const BATCH = 100;

/**
 * Seals every provider key anew that another than the current encryption key sealed, so that ENCRYPTION_KEY_PREVIOUS can
 * go. May be run while servers serve, by several at once and again after a crash.
 */
export async function resealProviderKeys(keys: ProviderKeys, sealer: KeySealer): Promise<ResealResult> {
  const failed: { projectId: string; provider: string; message: string }[] = [];
  let resealed = 0;
  for (;;) {
    const batch = await keys.listNotSealedBy(sealer.keyId, BATCH + failed.length);
    const fresh = batch.filter((key) => !failed.some((known) => isSame(known, key)));
    if (fresh.length === 0) return { resealed, failed };
    for (const { projectId, ...old } of fresh) {
      try {
        const renewed = sealer.seal(projectId, old.provider, sealer.open(projectId, old));
        if (await keys.replace(projectId, old, renewed)) resealed++;
      } catch (error) {
        if (!(error instanceof StateError)) throw error;
        failed.push({ projectId, provider: old.provider, message: error.message });
      }
    }
  }
}

const isSame = (
  left: { readonly projectId: string; readonly provider: string },
  right: { readonly projectId: string; readonly provider: string },
): boolean => left.projectId === right.projectId && left.provider === right.provider;
