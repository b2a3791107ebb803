import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Gives a test run a temporary folder of its own and takes it away afterwards: CDK leaves an assembly behind for every App. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-tests-"));
  // PostgreSQL runs as nobody where the tests run as root, and must reach its data.
  chmodSync(folder, 0o755);
  process.env["TMPDIR"] = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
