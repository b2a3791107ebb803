import { join } from "node:path";
import { type AppDefinition, listEnvironments } from "@fairlead/model";
import { beforeAll, describe, expect, it } from "vitest";
import { lint, provideCfnLint } from "./cfn-lint.js";
import { planOf } from "./plan-of.js";

/** Says that cfn-lint has no complaint about any environment of an example. @param url `import.meta.url` of its test. */
export function describeCfnLint(definition: AppDefinition, url: string): void {
  describe("cfn-lint", () => {
    let command: string | null = null;
    let reason = "Nobody has looked for it yet.";

    // The first run on a machine fetches it from PyPI.
    beforeAll(() => {
      const cfnLint = provideCfnLint();
      if (cfnLint.kind === "failed") expect.fail(cfnLint.reason);
      if (cfnLint.kind === "found") command = cfnLint.command;
      else reason = cfnLint.reason;
    }, 300_000);

    it.for(listEnvironments(definition))(
      "has no complaint about any template of $name",
      { timeout: 180_000 },
      async ({ name }, { skip }) => {
        // The README promises tests that run with Node alone; CI has Python.
        if (command === null) return skip(reason);
        const { app, assembly } = await planOf(definition, name, url);
        const templates = assembly.stacks.map(({ templateFile }) => join(assembly.directory, templateFile));
        expect(lint(command, templates, app.environment.region)).toEqual([]);
      },
    );
  });
}
