import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { findProgram } from "./debian-program.js";

const PROGRAM = { names: ["no-such-server", "no-such-server-2"], package: "no-such-package" };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "llm-proxy-programs-"));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function program(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

it("takes what is there, under any of its names", async () => {
  const path = await program("no-such-server-2", "");
  vi.stubEnv("PATH", folder);
  expect(await findProgram(PROGRAM)).toBe(path);
});

it("says what to install and how where it can't do it itself", async () => {
  vi.stubEnv("PATH", folder);
  await expect(findProgram(PROGRAM, false)).rejects.toThrow(
    "The tests need no-such-server or no-such-server-2 on the PATH. On Debian: sudo apt-get install no-such-package;",
  );
});

it("has root's apt-get install it once, though several files ask for it at the same time", async () => {
  vi.stubEnv("PATH", `${folder}:${process.env["PATH"] ?? ""}`);
  const log = join(folder, "log");
  const made = join(folder, "no-such-server");
  await program(
    "apt-get",
    `echo "$1" >> ${log}; if [ "$1" = install ]; then printf '#!/bin/sh\\n' > ${made}; chmod +x ${made}; fi`,
  );
  expect(await Promise.all([findProgram(PROGRAM, true), findProgram(PROGRAM, true)])).toEqual([made, made]);
  expect(await readFile(log, "utf8")).toBe("update\ninstall\n");
});
