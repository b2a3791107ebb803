import type { Emptying } from "../emptying/emptying.js";

/** Remembers what was emptied, in order. */
export class FakeEmptying implements Emptying {
  readonly emptied: string[] = [];

  emptyBucket(bucket: string): Promise<void> {
    this.emptied.push(`bucket ${bucket}`);
    return Promise.resolve();
  }

  emptyRepository(repository: string): Promise<void> {
    this.emptied.push(`repository ${repository}`);
    return Promise.resolve();
  }
}
