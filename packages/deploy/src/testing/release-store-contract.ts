import { expect, it } from "vitest";
import type { ReleaseStore } from "../ledger/release-store.js";

/** What every {@link ReleaseStore} must do; `open` gives one that is empty below `prefix`. */
export function itKeepsReleases(open: () => Promise<{ readonly store: ReleaseStore; readonly prefix: string }>): void {
  it("knows nothing before anything was prepared or written", async () => {
    const { store, prefix } = await open();
    expect(await store.keys(prefix)).toEqual([]);
    expect(await store.read(`${prefix}000001.json`)).toBeNull();
  });

  it("may be prepared again at any time", async () => {
    const { store, prefix } = await open();
    await store.prepare();
    await store.create(`${prefix}000001.json`, "one");
    await store.prepare();
    expect((await store.read(`${prefix}000001.json`))?.text).toBe("one");
  });

  it("creates an object once, and the second writer loses and changes nothing", async () => {
    const { store, prefix } = await open();
    await store.prepare();
    const key = `${prefix}000001.json`;
    const first = await store.create(key, "first");
    expect(first.kind).toBe("written");
    expect(await store.create(key, "second")).toEqual({ kind: "lost" });
    expect(await store.read(key)).toEqual({ text: "first", etag: first.kind === "written" ? first.etag : "" });
  });

  it("replaces what the writer has seen, and nothing else", async () => {
    const { store, prefix } = await open();
    await store.prepare();
    const key = `${prefix}000001.json`;
    const first = await store.create(key, "first");
    const etag = first.kind === "written" ? first.etag : "";
    const second = await store.replace(key, "second", etag);
    expect(second.kind).toBe("written");
    expect(await store.replace(key, "third", etag)).toEqual({ kind: "lost" });
    expect(await store.read(key)).toEqual({ text: "second", etag: second.kind === "written" ? second.etag : "" });
  });

  it("lets one of many writers of the same number through", async () => {
    const { store, prefix } = await open();
    await store.prepare();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => store.create(`${prefix}000001.json`, `writer ${index}`)),
    );
    expect(answers.filter(({ kind }) => kind === "written")).toHaveLength(1);
  });

  it("lists keys in ascending order, those of the prefix alone", async () => {
    const { store, prefix } = await open();
    await store.prepare();
    for (const name of ["000010", "000002", "000001"]) await store.create(`${prefix}${name}.json`, name);
    await store.create(`${prefix.replace(/\/$/, "")}-other/000003.json`, "of another environment");
    expect(await store.keys(prefix)).toEqual(["000001", "000002", "000010"].map((name) => `${prefix}${name}.json`));
  });

  it("gives no word twice", async () => {
    const { store } = await open();
    expect(new Set(Array.from({ length: 100 }, () => store.token())).size).toBe(100);
  });
}
