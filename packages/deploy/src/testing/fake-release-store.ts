import type { ReleaseStore, StoredText, WriteAnswer } from "../ledger/release-store.js";

/** Releases in memory; writes are conditional as S3's are. */
export class FakeReleaseStore implements ReleaseStore {
  readonly objects = new Map<string, StoredText>();
  /** Called before each call is answered, with its name: lets a test hold a writer up or let another one go first. */
  beforeCall: (call: string) => Promise<void> = () => Promise.resolve();
  #writes = 0;
  #tokens = 0;

  async prepare(): Promise<void> {
    await this.beforeCall("prepare");
  }

  async keys(prefix: string): Promise<readonly string[]> {
    await this.beforeCall("keys");
    return [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  async read(key: string): Promise<StoredText | null> {
    await this.beforeCall("read");
    return this.objects.get(key) ?? null;
  }

  async create(key: string, text: string): Promise<WriteAnswer> {
    await this.beforeCall("create");
    return this.objects.has(key) ? { kind: "lost" } : this.#write(key, text);
  }

  async replace(key: string, text: string, etag: string): Promise<WriteAnswer> {
    await this.beforeCall("replace");
    return this.objects.get(key)?.etag === etag ? this.#write(key, text) : { kind: "lost" };
  }

  token(): string {
    this.#tokens += 1;
    return `holder-${this.#tokens}`;
  }

  #write(key: string, text: string): WriteAnswer {
    this.#writes += 1;
    const etag = `"${this.#writes}"`;
    this.objects.set(key, { text, etag });
    return { kind: "written", etag };
  }
}
