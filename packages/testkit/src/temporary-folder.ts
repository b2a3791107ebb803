import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, onTestFinished } from "vitest";

/** Texts by their paths inside a folder. */
type FolderFiles = Readonly<Record<string, string>>;

/** A folder with some files that goes with the test that makes it. */
export function temporaryFolder(files: FolderFiles = {}): string {
  const folder = folderWith(files);
  onTestFinished(() => {
    remove(folder);
  });
  return folder;
}

/**
 * A folder with some files for all tests of a file, or of the `describe` that makes it: it goes after the last of them.
 * Made beside the tests, not in one of them nor in a hook.
 */
export function sharedTemporaryFolder(files: FolderFiles = {}): string {
  const folder = folderWith(files);
  afterAll(() => {
    remove(folder);
  });
  return folder;
}

/** By its real path: on macOS the temporary folder is behind a link, and programs say where they really are. */
function folderWith(files: FolderFiles): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "fairlead-test-")));
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
