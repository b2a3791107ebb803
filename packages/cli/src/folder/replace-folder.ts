import { basename, dirname, join } from "node:path";
import { explainRefusal, systemCodeOf } from "../files/system-code.js";
import type { Files } from "../files/files.js";
import type { Interruption } from "../ports.js";

interface ReplacePorts {
  readonly files: Files;
  readonly interruption: Pick<Interruption, "onInterrupt" | "answer">;
}

/** Another run may put its folder in place between our two renames; then ours is tried again. */
const MAX_SWAPS = 5;

// `.prod.4711.new` is being built by process 4711; `.prod.4711.old` was moved out of the way by it.
const leftoverPattern = /^\.(.+)\.(\d+)\.(new|old)$/;

/** Puts away what killed runs have left: a half-built folder is removed, a folder that was moved away is put back. */
export function recoverFolder(target: string, files: Files): void {
  const parent = dirname(target);
  for (const name of files.list(parent)) {
    const [, folder, processId, kind] = leftoverPattern.exec(name) ?? [];
    if (
      folder !== basename(target) ||
      (Number(processId) !== files.processId && files.isProcessAlive(Number(processId)))
    )
      continue;
    const leftover = join(parent, name);
    if (kind === "old" && !files.exists(target)) files.rename(leftover, target);
    else files.remove(leftover);
  }
}

function swap(built: string, target: string, files: Files): void {
  const old = join(dirname(target), `.${basename(target)}.${files.processId}.old`);
  for (let attempt = 1; ; attempt += 1) {
    const hadTarget = files.exists(target);
    try {
      if (hadTarget) files.rename(target, old);
      files.rename(built, target);
      files.remove(old);
      return;
    } catch (error) {
      if (hadTarget && files.exists(old) && !files.exists(target)) files.rename(old, target);
      const isRace = ["ENOENT", "ENOTEMPTY", "EEXIST"].includes(systemCodeOf(error) ?? "");
      if (!isRace || attempt === MAX_SWAPS) throw error;
    }
  }
}

/**
 * Builds a folder beside its place and puts it there in one step: whoever looks sees the old one or the new one, whole.
 * When building fails or the process is told to end, the old one stays and nothing else does.
 *
 * @throws UserError when the disk is full or writing is not permitted.
 */
export async function replaceFolder<Result>(
  target: string,
  { files, interruption }: ReplacePorts,
  build: (folder: string) => Promise<Result>,
): Promise<Result> {
  const parent = dirname(target);
  const building = join(parent, `.${basename(target)}.${files.processId}.new`);
  const takeBack = interruption.onInterrupt(() => {
    files.remove(building);
  });
  try {
    files.makeFolder(parent);
    recoverFolder(target, files);
    files.makeFolder(building);
    const result = await build(building);
    await interruption.answer();
    swap(building, target, files);
    return result;
  } catch (error) {
    files.remove(building);
    throw explainRefusal(error, parent);
  } finally {
    takeBack();
  }
}

/** Builds a folder that is looked at and not kept. */
export async function withScratchFolder<Result>(
  target: string,
  { files, interruption }: ReplacePorts,
  build: (folder: string) => Promise<Result>,
): Promise<Result> {
  const building = join(dirname(target), `.${basename(target)}.${files.processId}.new`);
  const takeBack = interruption.onInterrupt(() => {
    files.remove(building);
  });
  try {
    files.makeFolder(building);
    return await build(building);
  } catch (error) {
    throw explainRefusal(error, dirname(target));
  } finally {
    files.remove(building);
    takeBack();
  }
}

/** The root folder with its own `.gitignore`, so that nothing in it is ever committed by accident. */
export function makeRootFolder(root: string, files: Files): void {
  try {
    files.makeFolder(root);
    const ignore = join(root, ".gitignore");
    if (!files.exists(ignore)) files.write(ignore, "*\n");
  } catch (error) {
    throw explainRefusal(error, root);
  }
}
