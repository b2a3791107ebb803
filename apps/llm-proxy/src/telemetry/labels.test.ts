import { describe, expect, it } from "vitest";
import { LabelSets, NO_LABELS } from "./labels.js";

describe("sets of labels", () => {
  it("give the same labels for the same names and values, in whatever way they were asked for", () => {
    const sets = new LabelSets();
    const labels = sets.extended(sets.extended(NO_LABELS, "outcome", "success"), "status", 200);
    expect(labels.attributes).toEqual({ outcome: "success", status: 200 });
    expect(sets.extended(sets.extended(NO_LABELS, "outcome", "success"), "status", 200)).toBe(labels);
    expect(sets.extended(sets.extended(NO_LABELS, "outcome", "success"), "status", 404)).not.toBe(labels);
    expect(sets.extended(NO_LABELS, "status", 200)).not.toBe(labels);
  });

  it("share one series when there are too many, and keep those that were there", () => {
    const sets = new LabelSets();
    const first = sets.extended(NO_LABELS, "model", "first");
    for (let index = 0; index < 5000; index++) sets.extended(NO_LABELS, "model", `made-up-${index}`);
    const late = sets.extended(NO_LABELS, "model", "late");
    expect(late.attributes).toEqual({ "otel.metric.overflow": true });
    expect(sets.extended(NO_LABELS, "model", "later")).toBe(late);
    expect(sets.extended(NO_LABELS, "model", "first")).toBe(first);
  });
});
