import { chmodSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { diskBuildContexts } from "./disk-build-contexts.js";

const FILES = { Dockerfile: "FROM scratch\n", "src/main.ts": "1", ".dockerignore": "node_modules\n*.log\n" };
const read = (contextFolder: string, dockerfile = "Dockerfile") =>
  diskBuildContexts.read({ image: "proxy", contextFolder, dockerfile });
const hashOf = async (files: Readonly<Record<string, string>>): Promise<string> =>
  (await read(temporaryFolder(files))).contentHash;

describe("the content of a build", () => {
  it("is the same wherever the folder lies", async () => {
    expect(await hashOf(FILES)).toBe(await hashOf(FILES));
  });

  it("is the same whatever lies in ignored files", async () => {
    expect(await hashOf({ ...FILES, "node_modules/a/index.js": "2", "error.log": "3" })).toBe(await hashOf(FILES));
  });

  it.each([
    ["a file changes", { "src/main.ts": "2" }],
    ["a file comes", { "src/other.ts": "1" }],
    ["the Dockerfile changes", { Dockerfile: "FROM alpine\n" }],
    ["the ignore file changes", { ".dockerignore": "node_modules\n" }],
  ])("is another one when %s", async (_, change) => {
    expect(await hashOf({ ...FILES, ...change })).not.toBe(await hashOf(FILES));
  });

  it("is another one when a file moves, may be executed, or is a link", async () => {
    const plain = await hashOf(FILES);
    const moved = await hashOf({
      Dockerfile: FILES.Dockerfile,
      "src/moved.ts": "1",
      ".dockerignore": FILES[".dockerignore"],
    });
    const executable = temporaryFolder(FILES);
    chmodSync(join(executable, "src/main.ts"), 0o755);
    const linked = temporaryFolder(FILES);
    symlinkSync("main.ts", join(linked, "src/link.ts"));
    const all = [plain, moved, (await read(executable)).contentHash, (await read(linked)).contentHash];
    expect(new Set(all).size).toBe(4);
  });

  it("goes by a Dockerfile's own ignore file before that of the folder", async () => {
    const folder = temporaryFolder({
      ...FILES,
      "build/Dockerfile": "FROM scratch\n",
      "build/Dockerfile.dockerignore": "src\n",
    });
    const context = await read(folder, "build/Dockerfile");
    expect(context.ignoreFile).toBe(join(folder, "build/Dockerfile.dockerignore"));
    writeFileSync(join(folder, "src/main.ts"), "changed");
    expect((await read(folder, "build/Dockerfile")).contentHash).toBe(context.contentHash);
  });

  it("needs its folder and its Dockerfile", async () => {
    await expect(read("/nowhere/at/all")).rejects.toMatchObject({ problems: [{ code: "ContextMissing" }] });
    await expect(read(temporaryFolder())).rejects.toMatchObject({ problems: [{ code: "DockerfileMissing" }] });
  });
});
