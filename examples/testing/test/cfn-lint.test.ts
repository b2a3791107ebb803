import { join } from "node:path";
import { expect, it } from "vitest";
import { lint, provideCfnLint } from "../cfn-lint.js";

it("cfn-lint finds a fault that was put into a template", { timeout: 300_000 }, ({ skip }) => {
  const cfnLint = provideCfnLint();
  if (cfnLint.kind === "failed") expect.fail(cfnLint.reason);
  if (cfnLint.kind === "missing") return skip(cfnLint.reason);
  const faulty = join(import.meta.dirname, "../faulty.template.json");
  expect(lint(cfnLint.command, [faulty], "us-east-1")).toEqual([expect.stringMatching(/:E3002:/)]);
});
