import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { diskFiles } from "../files/disk-files.js";
import type { Files } from "../files/files.js";
import { replaceFolder } from "./replace-folder.js";

const interruption = { onInterrupt: () => () => undefined, answer: () => Promise.resolve() };

/** Writes one file into a folder that is being built. */
const building = (text: string) => (folder: string) => {
  writeFileSync(join(folder, "mark"), text);
  return Promise.resolve();
};

const markIn = (target: string): string => readFileSync(join(target, "mark"), "utf8");

// No process has such a number: Linux ends at 4194304.
const DEAD_PROCESS = 4_194_305;

function refusal(code: string): Error {
  return Object.assign(new Error(`${code}: refused`), { code, syscall: "rename" });
}

describe("replacing a folder", () => {
  it("puts the new one in place of the old one and leaves nothing else", async () => {
    const target = join(temporaryFolder(), "prod");
    await replaceFolder(target, { files: diskFiles, interruption }, building("old"));
    await replaceFolder(target, { files: diskFiles, interruption }, building("new"));

    expect(markIn(target)).toBe("new");
    expect(readdirSync(join(target, ".."))).toEqual(["prod"]);
  });

  it("keeps the old one when building fails", async () => {
    const target = join(temporaryFolder(), "prod");
    await replaceFolder(target, { files: diskFiles, interruption }, building("old"));
    const failed = replaceFolder(target, { files: diskFiles, interruption }, (folder) => {
      writeFileSync(join(folder, "mark"), "half");
      return Promise.reject(new Error("broken"));
    });

    await expect(failed).rejects.toThrow("broken");
    expect(markIn(target)).toBe("old");
    expect(readdirSync(join(target, ".."))).toEqual(["prod"]);
  });

  it("puts the old one back when the new one can't be moved into place", async () => {
    const target = join(temporaryFolder(), "prod");
    await replaceFolder(target, { files: diskFiles, interruption }, building("old"));
    const files: Files = {
      ...diskFiles,
      rename: (from, to) => {
        if (from.endsWith(".new")) throw refusal("EACCES");
        diskFiles.rename(from, to);
      },
    };
    const failed = replaceFolder(target, { files, interruption }, building("new"));

    await expect(failed).rejects.toThrow("Permission was denied");
    expect(markIn(target)).toBe("old");
    expect(readdirSync(join(target, ".."))).toEqual(["prod"]);
  });

  it("tries again when another run has put its folder in place in between", async () => {
    const target = join(temporaryFolder(), "prod");
    let isFirst = true;
    const files: Files = {
      ...diskFiles,
      rename: (from, to) => {
        if (isFirst && from.endsWith(".new")) {
          isFirst = false;
          mkdirSync(target);
          writeFileSync(join(target, "mark"), "other");
        }
        diskFiles.rename(from, to);
      },
    };
    await replaceFolder(target, { files, interruption }, building("mine"));

    expect(markIn(target)).toBe("mine");
    expect(readdirSync(join(target, ".."))).toEqual(["prod"]);
  });

  it("puts away what a killed run has half built, and leaves what a living one is building", async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, `.prod.${DEAD_PROCESS}.new`));
    mkdirSync(join(root, `.prod.${process.ppid}.new`));
    mkdirSync(join(root, `.dev.${DEAD_PROCESS}.new`));
    await replaceFolder(join(root, "prod"), { files: diskFiles, interruption }, building("new"));

    expect(readdirSync(root).sort()).toEqual([`.dev.${DEAD_PROCESS}.new`, `.prod.${process.ppid}.new`, "prod"].sort());
  });

  it("brings back the plan that a run killed between its two renames had moved away", async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, `.prod.${DEAD_PROCESS}.old`));
    writeFileSync(join(root, `.prod.${DEAD_PROCESS}.old`, "mark"), "old");
    const failed = replaceFolder(join(root, "prod"), { files: diskFiles, interruption }, () =>
      Promise.reject(new Error("broken")),
    );

    await expect(failed).rejects.toThrow("broken");
    expect(markIn(join(root, "prod"))).toBe("old");
  });

  it("removes what it has built when the process is told to end", async () => {
    const root = temporaryFolder();
    const cleanUps: (() => void)[] = [];
    let seen: readonly string[] = [];
    await replaceFolder(
      join(root, "prod"),
      {
        files: diskFiles,
        interruption: {
          onInterrupt: (cleanUp) => {
            cleanUps.push(cleanUp);
            return () => cleanUps.splice(0);
          },
          answer: () => Promise.resolve(),
        },
      },
      (folder) => {
        for (const cleanUp of cleanUps) cleanUp();
        seen = readdirSync(root);
        mkdirSync(folder);
        return Promise.resolve();
      },
    );

    expect(seen).toEqual([]);
    expect(cleanUps).toEqual([]);
    expect(existsSync(join(root, "prod"))).toBe(true);
  });
});
