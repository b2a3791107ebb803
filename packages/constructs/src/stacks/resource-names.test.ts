import { RetentionDays } from "aws-cdk-lib/aws-logs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logRetention } from "./log-retention.js";
import { boundedName, pascalCase } from "./resource-names.js";

describe("boundedName", () => {
  it("leaves a name that fits as it is", () => {
    expect(boundedName("llm-proxy-prod-main", 40)).toBe("llm-proxy-prod-main");
  });

  it("never gives more than the maximum, nor a hyphen before the hash", () => {
    const names = fc.stringMatching(/^[a-z](-?[a-z0-9])*$/);
    fc.assert(
      fc.property(names, fc.integer({ min: 10, max: 60 }), (name, maximum) => {
        const bounded = boundedName(name, maximum);
        expect(bounded.length).toBeLessThanOrEqual(maximum);
        expect(bounded).not.toContain("--");
      }),
    );
  });
});

describe("pascalCase", () => {
  it("makes a template's parameter of a name", () => {
    expect(pascalCase("llm-proxy_v2")).toBe("LlmProxyV2");
  });
});

describe("logRetention", () => {
  it.each([
    [1, RetentionDays.ONE_DAY],
    [14, RetentionDays.TWO_WEEKS],
    [15, RetentionDays.ONE_MONTH],
    [180, RetentionDays.SIX_MONTHS],
    [3653, RetentionDays.TEN_YEARS],
    [4000, RetentionDays.INFINITE],
  ])("keeps %i days for at least as long", (days, retention) => {
    expect(logRetention(days)).toBe(retention);
  });
});
