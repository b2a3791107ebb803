import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sharedTemporaryFolder, temporaryFolder } from "./temporary-folder.js";

const FILES = { "fairlead.config.ts": "export default 1;\n", "gui/dist/index.html": "<!doctype html>" };

const textsIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(FILES).map((name) => [name, readFileSync(join(folder, name), "utf8")]));

describe("a temporary folder", () => {
  const made: string[] = [];

  it("has the files that it is made with, and is another one each time", () => {
    made.push(temporaryFolder(FILES), temporaryFolder(FILES));
    expect(made.map(textsIn)).toEqual([FILES, FILES]);
    expect(new Set(made).size).toBe(2);
  });

  it("is gone after its test", () => {
    expect(made.map((folder) => existsSync(folder))).toEqual([false, false]);
  });
});

describe("a shared temporary folder", () => {
  const made: string[] = [];

  describe("while the tests run that share it", () => {
    const folder = sharedTemporaryFolder(FILES);
    made.push(folder);

    it.each(["first", "last"])("is there for the %s of them", () => {
      expect(textsIn(folder)).toEqual(FILES);
    });
  });

  it("is gone after them", () => {
    expect(made.map((folder) => existsSync(folder))).toEqual([false]);
  });
});
