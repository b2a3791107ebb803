/** What is no longer as it was. */
export type Invalidation =
  | { readonly kind: "token"; readonly tokenId: string }
  | { readonly kind: "project"; readonly projectId: string }
  /** Messages may have been lost: everything is to be asked for anew. */
  | { readonly kind: "all" };

/** Tells every process that holds grants in memory, this one included, what changed. */
export interface Invalidations {
  /** Tells this process at once, the others as soon as possible. Never rejects: who can't be told finds out by the cache's own time. */
  publish(invalidation: Invalidation): Promise<void>;
  subscribe(listener: (invalidation: Invalidation) => void): void;
}

/** For one process alone: the demo, and tests. */
export class LocalInvalidations implements Invalidations {
  readonly #listeners: ((invalidation: Invalidation) => void)[] = [];

  publish(invalidation: Invalidation): Promise<void> {
    for (const listener of this.#listeners) listener(invalidation);
    return Promise.resolve();
  }

  subscribe(listener: (invalidation: Invalidation) => void): void {
    this.#listeners.push(listener);
  }
}
