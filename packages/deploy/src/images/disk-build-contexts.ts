import { createHash, type Hash } from "node:crypto";
import { createReadStream, type Dirent } from "node:fs";
import { access, readdir, readFile, readlink, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type DockerIgnore, dockerIgnore } from "@fairlead/constructs";
import { UserError } from "@fairlead/errors";
import type { BuildContexts, BuildSource } from "./build-contexts.js";

/** Folders on this machine's disk. */
export const diskBuildContexts: BuildContexts = {
  read: async (source) => {
    const dockerfile = await foundDockerfile(source);
    const ignoreFile = await foundIgnoreFile(source, dockerfile);
    return { dockerfile, ignoreFile, contentHash: await contentHash(source, dockerfile, ignoreFile) };
  },
};

async function foundDockerfile({ image, contextFolder, dockerfile }: BuildSource): Promise<string> {
  const isFolder = await stat(contextFolder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw UserError.ofProblems([
      {
        path: `images.${image}.context`,
        code: "ContextMissing",
        message: `There is no folder ${contextFolder}, which image "${image}" is built from.`,
        fix: "Write its path relative to the configuration file.",
      },
    ]);
  const path = join(contextFolder, dockerfile);
  if (await isThere(path)) return path;
  throw UserError.ofProblems([
    {
      path: `images.${image}.dockerfile`,
      code: "DockerfileMissing",
      message: `Image "${image}" is built by ${path}, which isn't there.`,
      fix: "Write its path relative to the context; without `dockerfile` it is `Dockerfile`.",
    },
  ]);
}

/**
 * A Dockerfile's own ignore file goes before that of the context.
 * https://docs.docker.com/build/concepts/context/#filename-and-location (2026-11)
 */
async function foundIgnoreFile({ contextFolder }: BuildSource, dockerfile: string): Promise<string | null> {
  for (const path of [`${dockerfile}.dockerignore`, join(contextFolder, ".dockerignore")])
    if (await isThere(path)) return path;
  return null;
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function contentHash({ contextFolder }: BuildSource, dockerfile: string, ignoreFile: string | null) {
  const text = ignoreFile === null ? "" : await readFile(ignoreFile, "utf8");
  const hash = createHash("sha256");
  // A build reads it also where it is ignored or lies outside.
  await addFile(hash, dockerfile);
  await addFolder(hash, { contextFolder, ignore: dockerIgnore(contextFolder, text) }, "");
  return hash.digest("hex");
}

interface Walk {
  readonly contextFolder: string;
  readonly ignore: DockerIgnore;
}

async function addFolder(hash: Hash, walk: Walk, folder: string): Promise<void> {
  const entries = await readdir(join(walk.contextFolder, folder), { withFileTypes: true });
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1)))
    await addEntry(hash, walk, { entry, path: folder === "" ? entry.name : `${folder}/${entry.name}` });
}

async function addEntry(
  hash: Hash,
  walk: Walk,
  { entry, path }: { readonly entry: Dirent; readonly path: string },
): Promise<void> {
  const absolute = join(walk.contextFolder, path);
  if (entry.isDirectory()) {
    if (walk.ignore.ignoresAllIn(path)) return;
    // An empty folder is copied too.
    if (!walk.ignore.ignores(path)) hash.update(`folder ${path}\0`);
    await addFolder(hash, walk, path);
    return;
  }
  if (walk.ignore.ignores(path)) return;
  if (entry.isSymbolicLink()) hash.update(`link ${path}\0${await readlink(absolute)}\0`);
  else if (entry.isFile()) {
    const { mode, size } = await stat(absolute);
    hash.update(`file ${path}\0${(mode & 0o111) === 0 ? "-" : "x"} ${size}\0`);
    await addFile(hash, absolute);
  }
}

async function addFile(hash: Hash, path: string): Promise<void> {
  await pipeline(createReadStream(path), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) hash.update(chunk);
  });
}
