import { temporaryFolder } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { aProject, runFairlead } from "../testing/run-fairlead.js";

const wordsAfter = async (...words: string[]): Promise<string[]> => {
  const { stdout } = await runFairlead(["__complete", ...words], { cwd: aProject() });
  return stdout.trim().split("\n");
};

describe("completion", () => {
  it.each(["bash", "zsh", "fish", "powershell"])("prints a script for %s that asks the tool", async (shell) => {
    const { code, stdout } = await runFairlead(["completion", shell], { cwd: temporaryFolder() });

    expect(code).toBe(0);
    expect(stdout).toContain("fairlead __complete");
  });

  it("refuses another shell and names those there are", async () => {
    const { code, stderr } = await runFairlead(["completion", "cmd"], { cwd: temporaryFolder() });

    expect(code).toBe(2);
    expect(stderr).toContain("bash, zsh, fish, powershell");
  });

  it("completes commands, options, environments and shells", async () => {
    expect(await wordsAfter("")).toContain("plan");
    expect(await wordsAfter("plan", "--")).toContain("--against");
    expect(await wordsAfter("plan", "-e", "")).toEqual(["prod"]);
    expect(await wordsAfter("--env", "")).toEqual(["prod"]);
    // As bash takes `--env=` apart.
    expect(await wordsAfter("plan", "--env", "=")).toEqual(["prod"]);
    expect(await wordsAfter("completion", "")).toEqual(["bash", "zsh", "fish", "powershell"]);
  });

  it("says nothing, and nothing wrong, where no description can be read", async () => {
    const { code, stdout, stderr } = await runFairlead(["__complete", "plan", "-e", ""], { cwd: temporaryFolder() });

    expect([code, stdout.trim(), stderr.trim()]).toEqual([0, "", ""]);
  });
});
