import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deploymentOrder } from "./deployment-order.js";

/** Stacks without a cycle: each may wait for those with a smaller number. */
const stacks = fc
  .array(fc.array(fc.nat(20), { maxLength: 4 }), { maxLength: 12 })
  .map((lists) =>
    lists.map((list, index) => ({
      name: `stack-${index}`,
      dependsOn: [...new Set(list.filter((other) => other < index))].map((other) => `stack-${other}`),
    })),
  )
  .chain((list) => fc.shuffledSubarray(list, { minLength: list.length }));

describe("deploymentOrder", () => {
  it("puts every stack once, after all that it waits for", () => {
    fc.assert(
      fc.property(stacks, (list) => {
        const order = deploymentOrder(list).map(({ name }) => name);
        expect(order.toSorted()).toEqual(list.map(({ name }) => name).toSorted());
        for (const { name, dependsOn } of list)
          for (const other of dependsOn) expect(order.indexOf(other)).toBeLessThan(order.indexOf(name));
      }),
    );
  });

  it("refuses stacks that wait for each other", () => {
    const cycle = [
      { name: "a", dependsOn: ["b"] },
      { name: "b", dependsOn: ["a"] },
    ];
    expect(() => deploymentOrder(cycle)).toThrow(expect.objectContaining({ code: "StackCycle" }));
  });
});
