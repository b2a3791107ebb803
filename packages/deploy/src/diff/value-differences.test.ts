import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueDifferences } from "./value-differences.js";

describe("differences of values", () => {
  it("are none between equal values, and some between all others", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
        expect(valueDifferences(left, structuredClone(left))).toEqual([]);
        const areEqual = JSON.stringify(left) === JSON.stringify(right);
        if (areEqual) return;
        // JSON knows no -0, and neither do templates.
        expect(valueDifferences({ left }, { left: { right } }).length).toBeGreaterThan(0);
      }),
    );
  });

  it("compare named things by their names", () => {
    const before = [
      { Name: "A", Value: 1 },
      { Name: "B", Value: 2 },
    ];
    const after = [
      { Name: "A", Value: 1 },
      { Name: "X", Value: 9 },
      { Name: "B", Value: 3 },
    ];

    expect(valueDifferences({ Environment: before }, { Environment: after })).toEqual([
      { path: "Environment.B.Value", before: 2, after: 3 },
      { path: "Environment.X", after: { Name: "X", Value: 9 } },
    ]);
  });

  it("tell a function of CloudFormation as one value", () => {
    expect(valueDifferences({ Id: { Ref: "Old" } }, { Id: { Ref: "New" } })).toEqual([
      { path: "Id", before: { Ref: "Old" }, after: { Ref: "New" } },
    ]);
  });

  it("tell another order of named things", () => {
    const [a, b] = [{ Name: "A" }, { Name: "B" }];

    expect(valueDifferences([a, b], [b, a])).toHaveLength(1);
  });
});
