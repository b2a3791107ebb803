import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";

const children = new Set<ChildProcess>();

process.once("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

// vitest ends the process of a test file by it, and by itself that is no "exit".
process.once("SIGTERM", () => {
  process.exit(128 + constants.signals.SIGTERM);
});

/**
 * A test that fails before it ends its processes must not leave them behind. None of them may inherit the outputs of the
 * tests either: whoever reads these would wait for the last process that holds them, long after the tests have ended.
 */
export function endWithTests<Child extends ChildProcess>(child: Child): Child {
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}
