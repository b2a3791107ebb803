import { expect, it } from "vitest";
import { describeFindings } from "../../testing/describe-findings.js";
import definition from "../fairlead.config.ts";

describeFindings("Consumer Rights", definition, import.meta.url);

it("Consumer Rights lives with no finding of its own accord", () => {
  expect(definition.options.accept).toBeUndefined();
});
