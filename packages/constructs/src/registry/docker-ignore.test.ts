import { describe, expect, it } from "vitest";
import { dockerIgnore } from "./docker-ignore.js";

const TEXT = "# what is built anew\nnode_modules\n**/dist\r\n*.log\ndocs/*\n!docs/keep.md\n\n";

describe("a .dockerignore", () => {
  it.each([
    ["node_modules/zod/index.js", true],
    ["packages/a/node_modules/zod/index.js", false],
    ["packages/a/dist/index.js", true],
    ["error.log", true],
    ["packages/error.log", false],
    ["docs/drop.md", true],
    ["docs/keep.md", false],
    ["src/index.ts", false],
  ])("says of %s: %j, as Docker does", (path, ignored) => {
    expect(dockerIgnore("/context", TEXT).ignores(path)).toBe(ignored);
  });

  it("spares nobody a look into a folder that an exception leads into", () => {
    const ignore = dockerIgnore("/context", TEXT);
    expect(ignore.ignoresAllIn("node_modules")).toBe(true);
    expect(ignore.ignoresAllIn("docs")).toBe(false);
  });
});
